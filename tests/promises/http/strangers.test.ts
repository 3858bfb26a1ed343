import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import { io } from 'socket.io-client'
import { routePolicy } from '#shared/route-policy'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

/** 1 MB, past every limit. */
const HUGE = 'x'.repeat(1_000_000)
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('a stranger', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const rows = async () =>
    (await street.pool.query(`select (select count(*) from report) as reports, (select count(*) from incident) as incidents,
      (select count(*) from change) as changes, (select count(*) from command) as commands`)).rows[0] // prettier-ignore
  const isAlive = async () => expect((await street.send('GET', '/readyz')).status).toBe(200)

  const posts = Object.keys(routePolicy).filter((key) => key.startsWith('POST /api'))
  const awkward: [string, string][] = [
    ['null', 'null'],
    ['an array', '[]'],
    ['a number', '1e999'],
    ['NaN', 'NaN'],
    ['a lone surrogate', '{"text":5,"id":"\\ud800"}'],
    [
      'the character NUL',
      '{"text":"a\\u0000b","id":"7d9ef8a4-5b8b-4be0-8a54-0e4a7c2f4a11","channel":"hotline","position":[116.302,39.902]}',
    ],
    ['__proto__', '{"__proto__":{"role":"admin"},"constructor":{"prototype":{}}}'],
    ['deep nesting', nested(10_000)],
    ['one megabyte', JSON.stringify({ text: HUGE })],
    ['half a body', '{"text":'],
    ['nothing', ''],
  ]

  it.each(awkward)('who posts %s everywhere ends nothing, writes nothing, and is told why', async (_what, body) => {
    const before = await rows()
    for (const key of posts) {
      const path = key.replace('POST ', '').replace(':id', randomUUID())
      const { status } = await street.send('POST', path, { as: 'coordinator', body })
      expect(status, key).toBeGreaterThanOrEqual(400)
      expect(status, key).toBeLessThan(500)
    }
    expect(await rows()).toEqual(before)
    await isAlive()
  })

  it('who posts any JSON at all to the reports never causes a 5xx', async () => {
    const before = await rows()
    await fc.assert(
      fc.asyncProperty(fc.json(), async (body) => {
        const { status } = await street.send('POST', '/api/reports', { as: 'coordinator', body })
        expect(status).toBe(400)
      }),
      { numRuns: 150 },
    )
    expect(await rows()).toEqual(before)
  })

  it('who sends nonsense to every socket event gets a refusal and ends nothing', async () => {
    const before = await rows()
    const socket = await street.socketOf('coordinator')
    const payloads: unknown[] = [
      null, undefined, [], 'x', 7, true, { epoch: 1, since: 'yesterday' }, { epoch: null, since: -1 },
      { epoch: null, since: 1.5 }, Buffer.from([1, 2, 3]), JSON.parse(nested(500)), { since: Number.MAX_VALUE, epoch: 'x'.repeat(50_000) },
    ] // prettier-ignore
    for (const payload of payloads) {
      const reply = await socket.timeout(5_000).emitWithAck('feed:join', payload as never) // a stranger keeps no types
      expect(reply).toMatchObject({ ok: false, problem: { code: 'invalid' } })
    }
    const raw = socket as unknown as { emit(...words: unknown[]): void } // the same stranger
    for (const event of ['constructor', '__proto__', 'toString', 'feed:change', 'join']) raw.emit(event, null)
    raw.emit('feed:join', { epoch: null, since: null })
    raw.emit('feed:join')
    const good = await (
      await street.socketOf('wall')
    )
      .timeout(5_000)
      .emitWithAck('feed:join', { epoch: null, since: null })
    expect(good.ok).toBe(true)
    expect(await rows()).toEqual(before)
    await isAlive()
  })

  it('who asks more than twenty things in a second is answered the first twenty', async () => {
    const socket = await street.socketOf('wall')
    const second = Math.floor(performance.now() / 1_000)
    await vi.waitFor(() => expect(Math.floor(performance.now() / 1_000)).toBeGreaterThan(second), { interval: 1 })
    let answered = 0
    for (let i = 0; i < 30; i++) socket.emit('tracks:join', {}, () => answered++)
    await vi.waitFor(() => expect(answered).toBe(20))
    // In the next second it is heard again; what was left unanswered stays so.
    await vi.waitFor(async () => {
      const reply = await socket.timeout(500).emitWithAck('tracks:join', {})
      expect(reply.ok).toBe(true)
    }, 5_000)
    expect(answered).toBe(20)
  })

  it('who floods a socket is cut off, and the others go on', async () => {
    const socket = await street.socketOf('wall')
    const cut = new Promise<string>((resolve) => socket.once('disconnect', resolve))
    for (let i = 0; i < 500; i++) socket.emit('feed:join', { epoch: null, since: null }, () => undefined)
    await expect(cut).resolves.toBe('io server disconnect')
    await isAlive()
  })

  it.each([
    ['of another site', 'http://evil.example'],
    ['that begins like ours', () => `${street.origin}.evil.example`],
    ['on another port', 'http://127.0.0.1:1'],
    ['null', 'null'],
    ['of a file', 'file://'],
  ])('with an origin %s opens no socket and changes nothing over HTTP', async (_what, given) => {
    const origin = typeof given === 'function' ? given() : given
    const cookie = `shaotu_session=${await street.signIn('coordinator')}`
    const socket = io(street.origin, {
      transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { origin, cookie },
    }) // prettier-ignore
    const connected = new Promise((resolve, reject) => {
      socket.once('connect', () => resolve('connected'))
      socket.once('connect_error', reject)
    })
    await expect(connected.finally(() => socket.close())).rejects.toThrow()
    const { status } = await street.send('DELETE', '/api/session', { headers: { origin, cookie } })
    expect(status).toBe(403)
  })

  it('with a cookie and no origin opens no socket; our own page does', async () => {
    const cookie = `shaotu_session=${await street.signIn('wall')}`
    const open = (extraHeaders: Record<string, string>) => {
      const socket = io(street.origin, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders })
      return new Promise<string>((resolve) => {
        socket.once('connect', () => resolve('connected'))
        socket.once('connect_error', () => resolve('refused'))
      }).finally(() => socket.close())
    }
    expect(await open({ cookie })).toBe('refused')
    expect(await open({ cookie, origin: street.origin })).toBe('connected')
  })

  it('who guesses passwords is stopped after five, and hears the same about names that do not exist', async () => {
    const guess = (username: string) => street.send('POST', '/api/session', { body: { username, password: 'wrong' } })
    const [known, unknown] = [await guess('auditor'), await guess('nobody-here')]
    expect(known.status).toBe(401)
    expect(known.body).toEqual(unknown.body)
    for (let i = 0; i < 4; i++) await guess('auditor')
    expect((await guess('auditor')).status).toBe(429)
  })

  it('finds no inline script or style allowed, and no way to be framed', async () => {
    const response = await fetch(`${street.origin}/healthz`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|upgrade-insecure/)
  })

  it('who asks with SQL in every filter gets a refusal or the same rows', async () => {
    for (const filter of [
      "status=open'--",
      "q=' or 1=1 --",
      'q=%25',
      "community=x' or '1'='1",
      'bbox=a,b,c,d',
      'cursor=x~y',
      'limit=1;drop',
    ]) {
      const { status, body } = await street.send('GET', `/api/incidents?${filter}`, { as: 'coordinator' })
      expect([200, 400], filter).toContain(status)
      expect(JSON.stringify(body)).not.toMatch(/syntax|pg_|select/i)
    }
  })
})
