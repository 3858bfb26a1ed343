import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bboxOf, distanceMeters, isInPolygon, offsetMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import { SentBuildings, SentDrawing } from '#shared/sent-drawing'
import { StreetDrawing } from '#shared/street'
import { createPlaces } from '../../../server/places/places.ts'
import type { Places } from '../../../server/places/places.ts'
import { makeChance } from '../../rules/places/make-patchwork.ts'
import { openTestDatabase } from '../../support/database.ts'
import type { TestDatabase } from '../../support/database.ts'
import { openTestStreet } from '../../support/street.ts'

const worker = { id: '00000000-0000-4000-8000-000000000001', label: '翠屏里 01 网格', name: '演示员' }

describe('the places of a whole street', () => {
  let database: TestDatabase
  let places: Places
  beforeAll(async () => {
    database = await openTestStreet()
    places = await createPlaces({ pool: database.pool, gridWorkers: async () => [worker] })
  })
  afterAll(() => database.drop())

  const hero = () => {
    const building = places.buildings().find(({ use }) => use === 'slab')
    if (!building) throw new Error('expected the made-up street to have a slab')
    return building
  }

  it('are found for 10,000 positions as looking at every grid and every community would', () => {
    const chance = makeChance(110)
    const [west, south, east, north] = bboxOf(places.shapes().drawing.boundary)
    const anywhere = Array.from({ length: 10_000 }, (): Position => [
      west + (east - west) * chance(),
      south + (north - south) * chance(),
    ])
    const corners = places.grids().flatMap((grid) => grid.boundary.coordinates[0] ?? [])
    const mismatches = [...anywhere, ...corners].filter((position) => {
      const grids = places.grids().filter((grid) => isInPolygon(position, grid.boundary))
      const community = places.communities().find(({ boundary }) => boundary && isInPolygon(position, boundary))
      return (
        grids.length > 1 ||
        places.findGrid(position) !== (grids[0] ?? null) ||
        places.findCommunity(position) !== (community ?? null)
      )
    })
    expect(mismatches).toEqual([])
  })

  it('put every building into its own grid and community', () => {
    const astray = places
      .buildings()
      .filter(
        ({ position, gridId, communityId }) =>
          places.findGrid(position)?.id !== gridId || places.findCommunity(position)?.id !== communityId,
      )
    expect(astray).toEqual([])
  })

  it('know each building by its position and by its address with a door behind it', () => {
    const lost = places.buildings().filter(({ id, place, position }) => {
      const byPosition = places.locate({ position })
      const byAddress = places.locate({ address: `${place.replaceAll(' ', '')}3单元402` })
      return byPosition.buildingId !== id || byAddress.buildingId !== id || byAddress.place !== place
    })
    expect(lost).toEqual([])
  })

  it('answer who is responsible for a building, and name no resident', async () => {
    expect(await places.peopleCard(hero().id)).toMatchObject({
      place: hero().place,
      households: hero().households,
      gridWorkers: [worker],
      policeDeputy: '社区民警',
      utilities: [{ kind: 'distribution-room' }, { kind: 'pump-room' }, { kind: 'heat-station' }],
      fallback: null,
    })
    expect((await places.peopleCard(hero().id))?.specialists).toBeGreaterThan(0)
  })

  it('name the fallback where nobody manages a building', async () => {
    const orphan = places.buildings().find(({ manager }) => manager === null)
    expect(await places.peopleCard(orphan?.id ?? '')).toMatchObject({ manager: null, fallback: '应急维修队' })
  })

  it('show the head of a household group by the group, not by name', async () => {
    const { rows } = await database.pool.query<{ id: string }>(`select building_id as id from household_group limit 1`)
    const card = await places.peopleCard(rows[0]?.id ?? '')
    expect(card?.householdHeads.join()).toMatch(/^\d+ 组户长$/)
  })

  it('have no card for a building that is not there', async () => {
    expect(await places.peopleCard(worker.id)).toBeNull()
  })

  it('are drawn as the schema says, without managers and owners; of a building no more than how many flats it has', () => {
    const { drawing, buildings } = places.shapes()
    expect(StreetDrawing.strict().parse(drawing)).toMatchObject({ demo: true, households: 46_500, specialists: 2_759 })
    expect(Object.keys(buildings[0] ?? {}).sort()).toEqual(['footprint', 'households', 'id', 'place', 'use'])
  })

  it.each([
    ['the drawing', 16_000, SentDrawing, () => places.files().drawing(), () => places.shapes().drawing],
    [
      'the buildings',
      65_000,
      SentBuildings,
      () => places.files().buildings(),
      () => ({ items: places.shapes().buildings }),
    ],
  ])('come as %s in at most %i bytes, and the same in every encoding', async (_what, most, schema, file, shapes) => {
    const { plain, gzip, brotli, etag } = await file()
    expect(brotli.length).toBeLessThan(most)
    expect(brotliDecompressSync(brotli).equals(plain)).toBe(true)
    expect(gunzipSync(gzip).equals(plain)).toBe(true)
    expect(schema.parse(JSON.parse(plain.toString('utf8')))).toEqual(shapes())
    expect(etag).toBe(`"${places.shapes().drawing.version}"`)
  })

  it('are compressed once, however many screens ask', () => {
    expect(places.files().drawing()).toBe(places.files().drawing())
  })

  it('are not moved by more than 8 cm in the drawing', () => {
    const drawn = new Map(places.shapes().buildings.map((building) => [building.id, building.footprint]))
    const moved = places
      .buildings()
      .flatMap(({ id, footprint }) =>
        footprint.map((position, index) => distanceMeters(position, drawn.get(id)?.[index] ?? [0, 0])),
      )
    expect(Math.max(...moved)).toBeLessThan(0.08)
  })

  it('have the same version when nothing changed, and another one after a reload with a change', async () => {
    const before = places.shapes().drawing.version
    await places.reload()
    expect(places.shapes().drawing.version).toBe(before)
    await database.pool.query(`update building set place = '翠屏里 改名楼' where id = $1`, [hero().id])
    expect(places.shapes().drawing.version).toBe(before)
    await places.reload()
    expect(places.shapes().drawing.version).not.toBe(before)
    expect((await places.files().drawing()).etag).toBe(`"${places.shapes().drawing.version}"`)
    expect(places.search('改名楼')).toMatchObject([{ kind: 'building', place: '翠屏里 改名楼' }])
  })

  it('rank by metres when the database is asked for the nearest, and from the index', async () => {
    const here = hero().position
    const [eastwards, northwards] = [offsetMeters(here, 1_000, 0), offsetMeters(here, 0, 1_200)]
    const { rows } = await database.pool.query<{ way: string }>(
      `select way from (values ('north', point($1, $2)), ('east', point($3, $4))) as far (way, position)
        order by flat(position) <-> flat(point($5, $6))`,
      [...northwards, ...eastwards, ...here],
    )
    expect(rows.map(({ way }) => way)).toEqual(['east', 'north'])

    const nearest = [...places.buildings()].sort(
      (one, other) => distanceMeters(one.position, here) - distanceMeters(other.position, here),
    )
    const { rows: found } = await database.pool.query<{ id: string }>(
      `select id from building order by flat(position) <-> flat(point($1, $2)) limit 20`,
      [...here],
    )
    expect(found.map(({ id }) => id)).toEqual(nearest.slice(0, 20).map(({ id }) => id))
    const { rows: plan } = await database.pool.query<Record<string, string>>(
      `explain select id from building order by flat(position) <-> flat(point($1, $2)) limit 20`,
      [...here],
    )
    expect(JSON.stringify(plan)).toContain('building_flat_idx')
  })
})

describe('an installation without a street', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.drop())

  it('has no places, and says so instead of drawing nothing', async () => {
    const places = await createPlaces({ pool: database.pool, gridWorkers: async () => [] })
    expect(places.communities()).toEqual([])
    expect(places.findGrid([116.3, 39.9])).toBeNull()
    expect(places.search('翠屏里')).toEqual([])
    expect(await places.peopleCard(worker.id)).toBeNull()
    expect(() => places.shapes()).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => places.files()).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => places.locate({ position: [116.3, 39.9] })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
