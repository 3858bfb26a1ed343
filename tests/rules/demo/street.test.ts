import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isInPolygon, isInRing, type Position, type Ring } from '#shared/geo'
import { Department, Line, Team, Worker } from '#shared/people'
import { Building, Community, Compound, Grid, Ground } from '#shared/street'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'
import { householdsOf } from '../../../server/demo/street/households.ts'

const order = { seed: DEMO_SEED, center: DEMO_CENTER }
const street = drawStreet(order)
const { communities, grids, buildings, ground, roads, people, hero } = street
const withBoundary = communities.filter((community) => !community.virtual)
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('the made-up street', () => {
  it('is the same street for the same seed, to the last telephone number', () => {
    expect(drawStreet(order)).toEqual(street)
  })

  it('is another street for another seed', () => {
    const other = drawStreet({ ...order, seed: 'another' })
    expect(other.street.boundary).not.toEqual(street.street.boundary)
    expect(other.street.id).not.toBe(street.street.id)
  })

  it('speaks the shared words', () => {
    z.array(Community).parse(communities)
    z.array(Grid).parse(grids)
    z.array(Compound).parse(street.compounds)
    z.array(Building).parse(buildings)
    Ground.parse(ground)
    z.array(Worker).parse(people.staff.map((staff) => staff.worker))
    z.array(Team).parse(people.teams.map((team) => team.team))
    z.array(Department).parse(people.departments)
    z.array(Line).parse(people.lines)
  })

  it('has 27 communities with a boundary and a virtual one, and 110 grids', () => {
    expect(street.street.name).toBe('青渡街道')
    expect(withBoundary).toHaveLength(27)
    expect(communities).toHaveLength(28)
    expect(communities.map((community) => community.ordinal)).toEqual(communities.map((_, index) => index + 1))
    expect(grids).toHaveLength(110)
    expect(grids.some((grid) => grid.name === '翠屏里 03 网格')).toBe(true)
  })

  it.each([
    ['bungalow', 250],
    ['walk-up', 600],
    ['tower', 150],
    ['slab', 12],
    ['other', 500],
  ])('has, of buildings of the use %s, exactly %i', (use, count) => {
    expect(buildings.filter((building) => building.use === use)).toHaveLength(count)
  })

  it('houses exactly 46,500 households', () => {
    expect(sum(buildings.map((building) => building.households))).toBe(46_500)
    expect(sum(communities.map((community) => community.households))).toBe(46_500)
  })

  it('houses 6 in a row of bungalows, about 45 in a walk-up, about 120 in a tower', () => {
    const mean = (use: Building['use']) => {
      const counts = buildings.filter((building) => building.use === use).map((building) => building.households)
      return sum(counts) / counts.length
    }
    expect(mean('bungalow')).toBe(6)
    expect(mean('walk-up')).toBeGreaterThan(40)
    expect(mean('walk-up')).toBeLessThan(48)
    expect(mean('tower')).toBeGreaterThan(110)
    expect(mean('tower')).toBeLessThan(125)
  })

  it('has 88 buildings that nobody manages, and some whose owner is gone', () => {
    expect(buildings.filter((building) => building.manager === null)).toHaveLength(88)
    expect(buildings.some((building) => building.owner === null)).toBe(true)
  })

  it('gives no two places one id, one code or one name', () => {
    const places = [...communities, ...grids, ...street.compounds, ...buildings, ...street.utilityNodes]
    expect(new Set(places.map((place) => place.id)).size).toBe(places.length)
    expect(new Set(places.map((place) => place.code)).size).toBe(places.length)
    expect(new Set(buildings.map((building) => building.place)).size).toBe(buildings.length)
  })
})

describe('the compound of the pipe burst', () => {
  const slabs = buildings.filter((building) => hero.buildingIds.includes(building.id))

  it('has twelve slabs of 152 to 180 households, 2,000 together', () => {
    expect(slabs).toHaveLength(12)
    for (const slab of slabs) {
      expect(slab.households).toBeGreaterThanOrEqual(152)
      expect(slab.households).toBeLessThanOrEqual(180)
    }
    expect(sum(slabs.map((slab) => slab.households))).toBe(2_000)
  })

  it('takes its power from the one room in its garage', () => {
    const room = street.utilityNodes.find((node) => node.id === hero.distributionRoomId)
    expect(room?.kind).toBe('distribution-room')
    expect(isInRing(room?.position ?? [0, 0], hero.garage)).toBe(true)
    const fed = street.dependencies.filter(({ nodeId }) => nodeId === hero.distributionRoomId)
    expect(fed.map(({ buildingId }) => buildingId)).toEqual(expect.arrayContaining(hero.buildingIds))
  })

  it('is called as in the stories: 翠屏里 8 号楼 has a flat 402', () => {
    const eight = buildings.find((building) => building.place === '翠屏里 8 号楼')
    expect(eight && householdsOf(eight).some((household) => household.room === '402')).toBe(true)
  })
})

describe('the land', () => {
  it('is tiled by communities, and each community by its grids, without gap or overlap', () => {
    const whole = areaOf(street.street.boundary.coordinates[0])
    expect(sum(grids.map((grid) => areaOf(grid.boundary.coordinates[0]))) / whole).toBeCloseTo(1, 6)
    for (const community of withBoundary) {
      const own = grids.filter((grid) => grid.communityId === community.id)
      const parts = sum(own.map((grid) => areaOf(grid.boundary.coordinates[0])))
      expect(parts / areaOf(community.boundary?.coordinates[0])).toBeCloseTo(1, 6)
    }
  })

  it('gives every place inside the boundary exactly one grid, in the community that has it', () => {
    for (const position of roads.nodes) {
      const found = grids.filter((grid) => isInPolygon(position, grid.boundary))
      expect(found).toHaveLength(1)
      const community = communities.find((one) => one.id === found[0]?.communityId)
      expect(community?.boundary && isInPolygon(position, community.boundary)).toBe(true)
    }
  })

  it('has no outline that crosses itself', () => {
    const rings = [
      street.street.boundary.coordinates[0] ?? [],
      ...withBoundary.map((community) => community.boundary?.coordinates[0] ?? []),
      ...grids.map((grid) => grid.boundary.coordinates[0] ?? []),
      ...ground.blocks,
      ...ground.parks,
      ...ground.ponds,
      ...ground.canal,
      ...ground.bridges,
      ...buildings.map((building) => building.footprint),
    ]
    expect(rings.filter(crossesItself)).toEqual([])
  })

  it('has every house, to its last corner, in the grid and the community it says', () => {
    const gridOf = new Map(grids.map((grid) => [grid.id, grid]))
    const communityOf = new Map(communities.map((community) => [community.id, community]))
    const astray = buildings.filter((building) => {
      const grid = gridOf.get(building.gridId)
      const boundary = communityOf.get(building.communityId)?.boundary
      if (!grid || !boundary || grid.communityId !== building.communityId) return true
      const points = [building.position, ...building.footprint]
      return !points.every((point) => isInPolygon(point, grid.boundary) && isInPolygon(point, boundary))
    })
    expect(astray.map((building) => building.place)).toEqual([])
  })

  it('has no two houses on the same ground', () => {
    const overlapping = buildings.flatMap((one, index) =>
      buildings
        .slice(index + 1)
        .filter((other) => other.gridId === one.gridId && overlap(one.footprint, other.footprint))
        .map((other) => `${one.place} and ${other.place}`),
    )
    expect(overlapping).toEqual([])
  })

  it('has one road net: from every corner one gets to every other', () => {
    const neighbours = roads.nodes.map((): number[] => [])
    for (const { a, b, lengthMeters } of roads.edges) {
      expect(lengthMeters).toBeGreaterThan(0)
      neighbours[a]?.push(b)
      neighbours[b]?.push(a)
    }
    const reached = new Set([0])
    for (const node of reached) for (const neighbour of neighbours[node] ?? []) reached.add(neighbour)
    expect(reached.size).toBe(roads.nodes.length)
    expect(ground.bridges.length).toBeGreaterThanOrEqual(3)
  })

  it('cross the canal on bridges with names, no two the same', () => {
    const names = ground.landmarks.map(({ name }) => name)
    expect(names).toContain('望河桥')
    expect(new Set(names).size).toBe(ground.bridges.length)
  })
})

describe('households', () => {
  it('are as many as the building says, no two behind one door', () => {
    for (const building of buildings) {
      const labels = householdsOf(building).map((household) => household.label)
      expect(new Set(labels).size).toBe(building.households)
    }
  })

  it('in a row of bungalows have a door and no staircase', () => {
    const row = { use: 'bungalow', units: 0, floors: 1, households: 2 } as const
    expect(householdsOf(row).map((household) => household.label)).toEqual(['1 号', '2 号'])
  })

  it('that are too few for the floors are missing on the ground floor', () => {
    const house = { use: 'walk-up', units: 2, floors: 2, households: 6 } as const
    expect(householdsOf(house).map((household) => household.label)).toEqual([
      '1 单元 201',
      '1 单元 202',
      '2 单元 101',
      '2 单元 102',
      '2 单元 201',
      '2 单元 202',
    ])
  })
})

describe('a made-up district', () => {
  const neighbour = drawStreet({ ...order, index: 1 })

  it('has streets of other names in other places, each with the same numbers', () => {
    expect(neighbour.street.name).not.toBe(street.street.name)
    expect(
      neighbour.street.boundary.coordinates[0]?.some((corner) => isInPolygon(corner, street.street.boundary)),
    ).toBe(false)
    expect(sum(neighbour.buildings.map((building) => building.households))).toBe(46_500)
    expect(neighbour.people.specialists).toHaveLength(2_759)
  })

  it('shares no code and no id between its streets', () => {
    const ids = new Set(buildings.map((building) => building.id))
    const codes = new Set(buildings.map((building) => building.code))
    expect(neighbour.buildings.some((building) => ids.has(building.id) || codes.has(building.code))).toBe(false)
  })
})

/** In square degrees: only ever compared with another. */
function areaOf(ring: Ring = []): number {
  const [x0, y0] = ring[0] ?? [0, 0]
  return Math.abs(
    sum(
      ring.slice(1).map(([x, y], index) => {
        const [bx, by] = ring[index] ?? [0, 0]
        return ((bx - x0) * (y - y0) - (x - x0) * (by - y0)) / 2
      }),
    ),
  )
}

function crossesItself(ring: Ring): boolean {
  const edges = ring.slice(1).map((end, index): [Position, Position] => [ring[index] ?? end, end])
  return edges.some(([a, b], index) =>
    edges.slice(index + 2).some(([c, d], later) => {
      const closing = index === 0 && later + index + 2 === edges.length - 1
      return !closing && side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
    }),
  )
}

function side([ax, ay]: Position, [bx, by]: Position, [px, py]: Position): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
}

/** Two convex outlines overlap unless an edge of one has all of the other on its far side. */
function overlap(one: Ring, other: Ring): boolean {
  const parts = (ring: Ring, from: Ring) =>
    ring.slice(1).some((end, index) => {
      const start = ring[index] ?? end
      const own = Math.max(...ring.map((point) => turnOf(start, end, point)))
      const ownIsLeft = own > 1e-12
      return from.every((point) => (ownIsLeft ? turnOf(start, end, point) <= 0 : turnOf(start, end, point) >= 0))
    })
  return !parts(one, other) && !parts(other, one)
}

function turnOf([ax, ay]: Position, [bx, by]: Position, [px, py]: Position): number {
  return (bx - ax) * (py - ay) - (by - ay) * (px - ax)
}
