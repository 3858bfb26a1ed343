import { distanceMeters, offsetMeters, type Position } from '#shared/geo'
import type { Building, Community, Compound } from '#shared/street'
import type { UtilityNode } from './made-up-street.ts'
import { uuidFrom } from './random.ts'

export interface UtilityParts {
  seed: string
  code: string
  communities: readonly Community[]
  compounds: readonly Compound[]
  buildings: readonly Building[]
  hero: { compoundId: string; distributionRoom: Position; pumpRoom: Position; heatStation: Position }
}

/**
 * One distribution room behind every gate with storeyed houses, one pump room and one heat station per community.
 * Bungalows and shops take their power from the nearest room and heat themselves.
 */
export function connectUtilities(parts: UtilityParts): {
  nodes: UtilityNode[]
  dependencies: { buildingId: string; nodeId: string }[]
} {
  const { communities, compounds, buildings, hero } = parts
  const nodes: UtilityNode[] = []
  const add = (kind: UtilityNode['kind'], name: string, communityId: string, position: Position) => {
    const code = `${parts.code}-U${String(nodes.length + 1).padStart(3, '0')}`
    const node = { id: uuidFrom(`${parts.seed}/utility/${code}`), code, kind, name, communityId, position }
    nodes.push(node)
    return node
  }
  const isStoreyed = (building: Building) => building.households > 0 && building.use !== 'bungalow'
  const storeyed = buildings.filter(isStoreyed)

  const roomOf = new Map<string, UtilityNode>()
  for (const compound of compounds) {
    const first = storeyed.find((building) => building.compoundId === compound.id)
    if (!first) continue
    const isHero = compound.id === hero.compoundId
    const name = isHero ? '翠屏里地下车库总配电室' : `${compound.name}配电室`
    // Eleven metres north of the middle of a house is just behind it.
    const position = isHero ? hero.distributionRoom : offsetMeters(first.position, 0, 11)
    roomOf.set(compound.id, add('distribution-room', name, compound.communityId, position))
  }
  const rooms = [...roomOf.values()]
  const nearestRoom = (position: Position) =>
    rooms.reduce((best, room) =>
      distanceMeters(room.position, position) < distanceMeters(best.position, position) ? room : best,
    )

  const stationsOf = new Map<string, UtilityNode[]>()
  for (const community of communities) {
    const homes = storeyed.filter((building) => building.communityId === community.id)
    const home = homes[Math.floor(homes.length / 2)]
    if (!home) continue
    const isHero = homes.some((building) => building.compoundId === hero.compoundId)
    const pump = isHero ? hero.pumpRoom : offsetMeters(home.position, 12, 11)
    const heat = isHero ? hero.heatStation : offsetMeters(home.position, -12, 11)
    stationsOf.set(community.id, [
      add('pump-room', `${community.name}泵房`, community.id, pump),
      add('heat-station', `${community.name}热力站`, community.id, heat),
    ])
  }

  const dependencies = buildings.flatMap((building) => {
    const room = (isStoreyed(building) && roomOf.get(building.compoundId ?? '')) || nearestRoom(building.position)
    const stations = isStoreyed(building) ? (stationsOf.get(building.communityId) ?? []) : []
    return [room, ...stations].map((node) => ({ buildingId: building.id, nodeId: node.id }))
  })
  return { nodes, dependencies }
}
