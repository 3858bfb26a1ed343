import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { StoryAnswer, StoryList, StoryName } from '#shared/demo'
import { routePolicy } from '#shared/route-policy'
import { ReportAnswer } from '#shared/report'
import { createLog } from '../../../server/log.ts'
import { canaryOf, healthWords, releaseCanaries, secretsOf, sungIn } from '../../support/canaries.ts'
import type { Canary } from '../../support/canaries.ts'
import type { TestDatabase } from '../../support/database.ts'
import { withDatabase } from '../../support/database-admin.ts'
import { openDemoRooms } from '../../support/demo-rooms.ts'
import type { DemoRooms } from '../../support/demo-rooms.ts'
import { eavesdrop } from '../../support/eavesdrop.ts'
import { openTestStreet, STREET_NOW } from '../../support/street.ts'

const COUNT = 50
/** All stories are told to their ends, a day and more of street time. */
const TOLD_MS = 240_000
const WAIT = { timeout: TOLD_MS, interval: 500 }
/** Goes on for weeks; what comes after its fourth step is of kinds that the others have too. */
const LONG_STORY = 'waterlogging'
const STEPS_OF_RAIN = 4

/**
 * Fifty households with a string of their own in every personal field, and a caller for each; then every story, every
 * refusal and every snapshot. What a wall was sent, and what was logged, holds none of them.
 */
describe('canaries behind fifty doors', () => {
  let database: TestDatabase
  let rooms: DemoRooms
  let canaries: Canary[]
  let wall: Awaited<ReturnType<typeof eavesdrop>>
  let desk: Awaited<ReturnType<typeof eavesdrop>>
  let logged = ''
  /** What answered the wall over HTTP, refusals included. */
  let answered = ''
  const callers = Array.from({ length: COUNT }, (_, index) => canaryOf(COUNT + index))
  const said = (index: number) => `雀语${index}：老人在 ${callers[index]?.room}，电话 ${callers[index]?.phone}`
  const notes = ['雀记一：钥匙在门卫', '雀记二：敲三下', '雀记三：家属已通知', '雀记四：居民口述']

  const secrets = () => [
    ...canaries.flatMap(secretsOf),
    ...callers.flatMap((caller) => secretsOf({ ...caller })),
    ...callers.map((_, index) => said(index)),
    ...notes,
  ]

  beforeAll(async () => {
    database = await openTestStreet()
    const output = Object.assign(new Writable({ write: (chunk, _encoding, done) => { logged += String(chunk); done() } })) // prettier-ignore
    rooms = await openDemoRooms(database.url, { at: STREET_NOW, log: createLog('trace', output) })
    canaries = await releaseCanaries(rooms.pool, COUNT)
    wall = await eavesdrop(rooms.origin, await rooms.signIn('wall'))
    desk = await eavesdrop(rooms.origin, await rooms.signIn('coordinator'))
  }, TOLD_MS)
  afterAll(async () => {
    wall.close()
    desk.close()
    await rooms.close()
    await database.drop()
  })

  const as = (role: 'coordinator' | 'admin' | 'worker' | 'helper' | 'leader') => (path: string, about: object) =>
    rooms.send('POST', path, { as: role, body: { id: randomUUID(), ...about } })

  async function askAsWall(method: string, path: string) {
    const token = await rooms.signIn('wall')
    const response = await fetch(rooms.origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify({ id: randomUUID() }) }),
    })
    answered += `${JSON.stringify([...response.headers])}${await response.text()}\n`
    return response.status
  }

  /** One of each thing the database holds now, for the paths that name one. */
  async function idsOf(): Promise<string[]> {
    const { rows } = await rooms.pool.query<{ id: string }>(
      `(select id from incident order by received_at desc limit 2) union all (select id from emergency limit 1)
       union all (select id from ledger_row order by tier limit 1) union all (select id from report limit 1)
       union all (select id from assignment limit 1) union all (select id from alarm limit 1)`,
    )
    return [...rows.map(({ id }) => id), canaries[0]?.residentId ?? '', canaries[0]?.householdId ?? '']
  }

  it('call in, each with name, number, door and words of their own', async () => {
    for (const [index, { name, phone }] of callers.entries()) {
      const { status, body } = await as('coordinator')('/api/reports', {
        channel: 'hotline',
        text: said(index),
        buildingId: canaries[index]?.buildingId,
        reporter: { name, phone },
      })
      expect(status).toBe(201)
      if (index > 0) continue
      const { incident, report } = ReportAnswer.parse(body)
      await as('coordinator')(`/api/incidents/${incident.id}/facts`, { revision: 1, kind: 'note', note: notes[3] })
      await as('coordinator')(`/api/reports/${report.id}/reveal`, { reason: notes[2] })
    }
  })

  const stateOf = async (name: StoryName) => {
    const { items } = StoryList.parse((await rooms.send('GET', '/api/demo/stories', { as: 'admin' })).body)
    return items.find((story) => story.name === name)
  }
  const direct = async (name: StoryName, mode: 'jump' | 'step') => {
    const body = { id: randomUUID(), mode }
    const { body: answer } = await rooms.send('POST', `/api/demo/stories/${name}`, { as: 'admin', body })
    expect(StoryAnswer.parse(answer).story.name).toBe(name)
  }

  it.each(StoryName.options.filter((name) => name !== LONG_STORY))(
    'live through the story %s, to its end',
    async (name) => {
      await direct(name, 'jump')
      await vi.waitFor(async () => expect((await stateOf(name))?.state).toBe('over'), WAIT)
      await wall.again()
    },
    TOLD_MS,
  )

  it(
    'live through the rains, from two seasons ago until the water is pumped off and the residents have met',
    async () => {
      for (let step = 0; step < STEPS_OF_RAIN; step++) await direct(LONG_STORY, 'step')
      await vi.waitFor(async () => expect((await stateOf(LONG_STORY))?.state).toBe('held'), WAIT)
      await wall.again()
    },
    TOLD_MS,
  )

  it('are visited, written about, looked up and refused', async () => {
    const { rows } = await rooms.pool.query<{ id: string; revision: number }>(
      `select id, revision from ledger_row where household_id = any($1) order by tier, id`,
      [canaries.map(({ householdId }) => householdId)],
    )
    expect(rows.length).toBeGreaterThan(20)
    for (const { id, revision } of rows.slice(0, 6)) {
      const record = (about: object) => as('coordinator')(`/api/ledger-rows/${id}/facts`, about)
      await record({ revision, kind: 'attempt', means: 'door', answered: false, note: notes[0] })
      await record({ revision, kind: 'attempt', means: 'phone', answered: false, note: notes[1] }) // on an old picture
      await as('worker')(`/api/ledger-rows/${id}/facts`, { revision, kind: 'visited', note: notes[1] })
    }
    for (const { residentId } of canaries.slice(0, 5)) {
      await as('coordinator')(`/api/residents/${residentId}/reveal`, { reason: notes[2] })
    }
    const [{ name, phone, room } = canaryOf(0)] = canaries
    await as('coordinator')('/api/reports', { channel: 'hotline', text: 17, reporter: { name, phone } })
    await as('coordinator')('/api/reports', { channel: name, text: room, position: [name, phone] })
    await rooms.send('GET', `/api/incidents?q=${encodeURIComponent(name)}`, { as: 'coordinator' })
    await rooms.send('GET', `/api/places/search?q=${encodeURIComponent(phone)}`, { as: 'coordinator' })
    await rooms.send('POST', '/api/session', { body: { username: name, password: phone } })
  })

  it('speak while the database goes away under them', async () => {
    const cut = () =>
      withDatabase(database.url, (db) =>
        db.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        ),
      )
    const speaking = callers.slice(0, 20).map(({ name, phone }, index) =>
      as('coordinator')('/api/reports', {
        channel: 'hotline',
        text: said(index),
        buildingId: canaries[index]?.buildingId,
        reporter: { name, phone },
      }),
    )
    await cut()
    const statuses = (await Promise.all(speaking)).map(({ status }) => status)
    expect(statuses.filter((status) => status !== 201 && status !== 503)).toEqual([])
    await vi.waitFor(async () => expect((await rooms.send('GET', '/readyz')).status).toBe(200), WAIT)
    await vi.waitFor(() => expect(logged).not.toBe(''), WAIT)
  })

  it(
    'answer to nothing a wall may ask, and to no door it may not open',
    async () => {
      const ids = await idsOf()
      const statuses: number[] = []
      for (const key of Object.keys(routePolicy)) {
        const [method = '', path = ''] = key.split(' ')
        if (key === 'DELETE /api/session' || key === 'POST /api/session') continue
        const paths = path.includes(':') ? ids.map((id) => path.replace(/:\w+/, id)) : [path]
        for (const one of paths) statuses.push(await askAsWall(method, one))
      }
      for (const query of ['?limit=200', '?status=all', '?kind=pipe-burst', `?q=${encodeURIComponent(callers[0]?.name ?? '')}`]) {
      statuses.push(await askAsWall('GET', `/api/incidents${query}`))
    } // prettier-ignore
      statuses.push(await askAsWall('GET', '/api/changes'))
      statuses.push(await askAsWall('GET', '/api/changes?since=0'))
      await wall.again()
      expect(statuses).toContain(200)
      expect(statuses).toContain(403)
      expect(statuses.filter((status) => status >= 500 && status !== 503)).toEqual([])
      expect(answered.length).toBeGreaterThan(100_000)
    },
    TOLD_MS,
  )

  it('sing on the desk: what is looked for here can be found', async () => {
    await desk.again()
    const heard = sungIn(desk.text(), secrets())
    expect(heard.length).toBeGreaterThan(COUNT)
    expect(sungIn(desk.text(), healthWords).length).toBeGreaterThan(3)
  })

  it('are silent in every byte a wall was sent', () => {
    const { messages, frames } = wall.count()
    expect(messages).toBeGreaterThan(200)
    expect(frames).toBeGreaterThan(5)
    expect(sungIn(wall.text(), [...secrets(), ...healthWords])).toEqual([])
    expect(sungIn(answered, secrets())).toEqual([])
  })

  it('are silent in the log, down to its finest grain', () => {
    expect(logged).toContain('database')
    expect(sungIn(logged, secrets())).toEqual([])
  })

  it('are silent in the outbox and in the audit, which nobody can erase', async () => {
    const { rows } = await rooms.pool.query<{ text: string }>(
      `select c::text as text from change c union all select a::text from audit a`,
    )
    const kept = rows.map(({ text }) => text).join('\n')
    expect(rows.length).toBeGreaterThan(1_000)
    const people = [...canaries.flatMap(secretsOf), ...callers.flatMap((caller) => secretsOf(caller))]
    expect(sungIn(kept, people)).toEqual([])
  })

  it('are silent in what is scraped', async () => {
    const scraped = await Promise.all(
      ['/metrics', '/readyz', '/healthz'].map(async (path) => (await fetch(rooms.origin + path)).text()),
    )
    expect(sungIn(scraped.join('\n'), secrets())).toEqual([])
    expect(z.string().min(100).safeParse(scraped[0]).success).toBe(true)
  })
})
