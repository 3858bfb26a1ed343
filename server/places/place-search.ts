import type { Position } from '#shared/geo'
import type { Building, Community, Compound, FoundPlace, Grid } from '#shared/street'
import { canonicalPlace } from './place-words.ts'

interface Searched {
  buildings: readonly Building[]
  compounds: readonly Compound[]
  grids: readonly Grid[]
  communities: readonly Community[]
  /** Where a compound's buildings are, in the middle; null when it has none. */
  middleOfCompound: (id: string) => Position | null
}

/** Finds places whose name or code holds the words: names that begin with them first, then the wider place first. */
export function createPlaceSearch({ buildings, compounds, grids, communities, middleOfCompound }: Searched) {
  const entries = [
    ...communities.map((community) => entryOf('community', community, community.name, community.labelAt, community.id)),
    ...compounds.map((compound) =>
      entryOf('compound', compound, compound.name, middleOfCompound(compound.id), compound.communityId),
    ),
    ...grids.map((grid) => entryOf('grid', grid, grid.name, grid.labelAt, grid.communityId)),
    ...buildings.map((building) =>
      entryOf('building', building, building.place, building.position, building.communityId),
    ),
  ]
    .filter((entry) => entry !== null)
    .sort((one, other) => one.rank - other.rank || byName.compare(one.found.place, other.found.place))

  return (words: string, limit: number): FoundPlace[] => {
    const wanted = canonicalPlace(words)
    if (wanted === '') return []
    const first = entries.filter(({ name, code }) => name.startsWith(wanted) || code === wanted)
    if (first.length >= limit) return first.slice(0, limit).map(({ found }) => found)
    const others = entries.filter(
      ({ name, code }) =>
        !name.startsWith(wanted) && code !== wanted && (name.includes(wanted) || code.includes(wanted)),
    )
    return [...first, ...others].slice(0, limit).map(({ found }) => found)
  }
}

/** `8 号楼` before `12 号楼`. */
const byName = new Intl.Collator('zh-CN', { numeric: true })

const rankOf: Record<FoundPlace['kind'], number> = { community: 0, compound: 1, grid: 2, building: 3 }

/** Null for what has no place on the map, such as an online community. */
function entryOf(
  kind: FoundPlace['kind'],
  { id, code }: { id: string; code: string },
  place: string,
  position: Position | null,
  communityId: string,
) {
  if (!position) return null
  const found: FoundPlace = { kind, id, place, position, communityId }
  return { found, name: canonicalPlace(place), code: canonicalPlace(code), rank: rankOf[kind] }
}
