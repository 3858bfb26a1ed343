import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { ClockAnswer, DemoClock } from '#shared/demo'
import { HOUR_MS, MINUTE_MS, between, plus } from '#shared/time'
import type { TestDatabase } from '../../support/database.ts'
import { openDemoRooms } from '../../support/demo-rooms.ts'
import type { DemoRooms } from '../../support/demo-rooms.ts'
import { openTestStreet, STREET_NOW } from '../../support/street.ts'

/** Drawing the street, filling a database and telling the opening day, on processors shared with other tests. */
const OPENING_MS = 180_000

describe('the clock of the made-up street', () => {
  let database: TestDatabase
  let one: DemoRooms
  let other: DemoRooms
  beforeAll(async () => {
    database = await openTestStreet()
    one = await openDemoRooms(database.url, { at: STREET_NOW })
    other = await openDemoRooms(database.url)
  }, OPENING_MS)
  afterAll(async () => {
    await other.close()
    await one.close()
    await database.drop()
  })

  const clockOf = async (rooms: DemoRooms) =>
    DemoClock.parse((await rooms.send('GET', '/api/demo/clock', { as: 'admin' })).body)
  const change = (body: object) =>
    one.send('POST', '/api/demo/clock', { as: 'admin', body: { id: randomUUID(), ...body } })

  it('shows the street’s time and its rate', async () => {
    const clock = await clockOf(one)
    expect(clock.rate).toBe(1)
    expect(between(STREET_NOW, clock.now)).toBeLessThan(MINUTE_MS)
  })

  it('jumps forward for every process, and what was due happens in order, each thing at its own time', async () => {
    const before = (await clockOf(one)).now
    const target = plus(before, 6 * HOUR_MS)
    const { status, body } = await change({ jumpTo: target })
    expect(status).toBe(200)
    expect(ClockAnswer.parse(body).clock.now >= target).toBe(true)
    await vi.waitFor(async () => expect((await clockOf(other)).now >= target).toBe(true), { timeout: 1_000 })
    await vi.waitFor(async () => expect(String((await clockOf(one)).toldThrough) >= target).toBe(true), {
      timeout: 30_000,
    })

    const { rows } = await one.pool.query<{ kind: string; at: string }>(
      `select c.kind, c.at from command c where c.at > $1 and c.at < $2 and c.kind in ('report', 'fact', 'shift')
       order by (select min(row_id) from audit a where a.at = c.at)`,
      [before, target],
    )
    const times = rows.map(({ at }) => at)
    expect(rows.filter(({ kind }) => kind === 'report').length).toBeGreaterThan(5)
    expect(rows.filter(({ kind }) => kind === 'shift').map(({ at }) => at)).toEqual(['2026-11-18T12:00:00.000Z'])
    expect(times).toEqual([...times].sort())
  })

  it('refuses to run back, and says why', async () => {
    const { status, body } = await change({ jumpTo: STREET_NOW })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid', detail: 'The street’s clock never runs back' })
    expect(z.object({ errors: z.array(z.object({ path: z.string() })) }).parse(body).errors[0]?.path).toBe('jumpTo')
  })

  it('jumps once when the same command comes twice', async () => {
    const body = { id: randomUUID(), jumpMinutes: 30 }
    await one.send('POST', '/api/demo/clock', { as: 'admin', body })
    const once = (await clockOf(one)).now
    await one.send('POST', '/api/demo/clock', { as: 'admin', body })
    expect(between(once, (await clockOf(one)).now)).toBeLessThan(MINUTE_MS)
  })

  it('runs sixty times as fast in every process, tells it on every tick, and is slowed down again', async () => {
    await change({ rate: 60 })
    const from = (await clockOf(other)).now
    await vi.waitFor(async () => expect(between(from, (await clockOf(other)).now)).toBeGreaterThan(30_000), 3_000)
    expect((await clockOf(other)).rate).toBe(60)
    await change({ rate: 1 })
    expect((await clockOf(one)).rate).toBe(1)
  })

  it.each([{ rate: 61 }, { rate: 0.5 }, {}, { jumpMinutes: 1, jumpTo: STREET_NOW }])('refuses %o', async (body) => {
    expect((await change(body)).status).toBe(400)
  })

  it('leaves sessions and limits on real time: nobody is signed out by a jump of days', async () => {
    await change({ jumpMinutes: 2 * 24 * 60 })
    expect((await one.send('GET', '/api/session', { as: 'coordinator' })).status).toBe(200)
    const { rows } = await one.pool.query<{ seen: string }>(`select max(last_seen_at) as seen from session`)
    expect(Math.abs(between(rows[0]?.seen ?? '', new Date().toISOString()))).toBeLessThan(10 * MINUTE_MS)
  })
})
