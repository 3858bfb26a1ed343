import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { StoryList } from '#shared/demo'
import { CaseList, PlaceHistory, RecurrenceList } from '#shared/history'
import { PreSeasonList } from '#shared/pre-season'
import { Recheck } from '#shared/recheck'
import { DAY_MS, plus } from '#shared/time'
import { FLOODED_ROW } from '../../../server/demo/troubled-places.ts'
import type { TestDatabase } from '../../support/database.ts'
import { openDemoRooms } from '../../support/demo-rooms.ts'
import type { DemoRooms } from '../../support/demo-rooms.ts'
import { openTestStreet, STREET_NOW } from '../../support/street.ts'

const OPENING_MS = 180_000
/** A step may pass over days, and each of their calls and readings is told. */
const SOON = { timeout: 180_000, interval: 2_000 }
const file = new URL('../../../server/demo/cases/waterlogging.json', import.meta.url)
const { must } = z.object({ must: z.tuple([z.string(), z.string(), z.string(), z.string()]) }).parse(JSON.parse(readFileSync(file, 'utf8'))) // prettier-ignore

/** The two seasons before, in the order in which the story tells them. */
const BEFORE = 2
const ROOTED_OUT = 7

describe('waterlogging every rainy season, played from its first call to the rain that proves its cure', () => {
  let database: TestDatabase
  let rooms: DemoRooms
  beforeAll(async () => {
    database = await openTestStreet()
    rooms = await openDemoRooms(database.url, { at: STREET_NOW })
  }, OPENING_MS)
  afterAll(async () => {
    await rooms.close()
    await database.drop()
  })

  const ask = async <T>(schema: z.ZodType<T>, path: string) =>
    schema.parse((await rooms.send('GET', path, { as: 'coordinator' })).body)
  const story = async () => {
    const { items } = StoryList.parse((await rooms.send('GET', '/api/demo/stories', { as: 'admin' })).body)
    return items.find(({ name }) => name === 'waterlogging')
  }
  /** Plays until so many steps of it have been told. */
  async function playThrough(steps: number) {
    for (let told = 0; told < steps;) {
      const before = (await story())?.next ?? steps
      if (before >= steps) return
      await rooms.send('POST', '/api/demo/stories/waterlogging', {
        as: 'admin',
        body: { id: randomUUID(), mode: 'step' },
      })
      await vi.waitFor(async () => {
        const state = (await story())?.state
        // The step begins at once, and some of it comes hours later.
        if (state === 'playing') await passHours(2)
        expect(state).toMatch(/held|over/)
      }, SOON)
      told = (await story())?.next ?? steps
    }
  }
  const passHours = (hours: number) =>
    rooms.send('POST', '/api/demo/clock', { as: 'admin', body: { id: randomUUID(), jumpMinutes: hours * 60 } })
  const found = async () => {
    const { seasonal } = await ask(RecurrenceList, '/api/recurrences')
    return seasonal.find(({ place, kind }) => place === FLOODED_ROW && kind === 'waterlogging')
  }
  const here = async () => (await found())?.id ?? ''
  const look = async () => {
    const { items } = await ask(z.object({ items: z.array(Recheck) }), '/api/rechecks')
    return items.find(({ kind, place }) => kind === 'waterlogging' && place === FLOODED_ROW)
  }

  it(
    must[0],
    async () => {
      await playThrough(BEFORE)
      const place = await found()
      expect(place).toMatchObject({ season: 'rain', state: 'not-cured' })
      expect(place?.seasons.map(({ count }) => count)).toEqual([2, 2])
    },
    400_000,
  )

  it(
    must[1],
    async () => {
      await vi.waitFor(async () => expect((await found())?.task).toMatchObject({ state: 'open', season: 'rain' }), SOON)
      const { items } = await ask(PreSeasonList, '/api/pre-season-tasks')
      expect(items).toMatchObject([{ place: FLOODED_ROW, dueOn: '2027-05-15', beginsOn: '2027-06-01', who: '城乡办' }])
    },
    400_000,
  )

  it(
    must[2],
    async () => {
      await playThrough(ROOTED_OUT)
      expect(await look()).toMatchObject({ after: 'rooted-out', due: 'next-rain', dueAt: null, result: null })
      const jump = { id: randomUUID(), jumpTo: plus((await look())?.createdAt ?? '', DAY_MS) }
      await rooms.send('POST', '/api/demo/clock', { as: 'admin', body: jump })
      await vi.waitFor(
        async () => expect((await ask(RecurrenceList, '/api/recurrences')).asOf >= jump.jumpTo).toBe(true),
        SOON,
      )
      expect(await look()).toMatchObject({ dueAt: null })

      await playThrough(ROOTED_OUT + 1)
      const { rows } = await rooms.pool.query<{ result: string }>(
        `select k.result
       from recheck k join reading r on r.observed_at = k.due_at and r.value = 14 where k.due = 'next-rain'`,
      )
      expect(rows).toEqual([{ result: 'fine' }])
    },
    900_000,
  )

  it(must[3], async () => {
    const place = await ask(PlaceHistory, `/api/hotspots/place?${new URLSearchParams({ place: await here() })}`)
    expect(place).toMatchObject({ season: 'rain', after: { count: 0 } })
    expect(place.before?.count).toBeGreaterThan(0)
    expect(place.before?.rain?.rainDays).toBeGreaterThan(0)
    expect(place.after?.rain?.rainDays).toBeGreaterThan(0)
    expect(place.cure).toContain('雨水箅子')
    for (const part of [place.before, place.after, ...place.seasons]) {
      const cut = { group: 'all', place: place.id, only: 'place', from: part?.from ?? '', to: part?.to ?? '' }
      expect((await ask(CaseList, `/api/hotspots/cases?${new URLSearchParams(cut)}`)).total).toBe(part?.count)
    }
  })
})
