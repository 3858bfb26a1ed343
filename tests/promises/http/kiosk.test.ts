import { randomUUID } from 'node:crypto'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Kiosk, Me, NewKioskAnswer, SessionOptions } from '#shared/account'
import { ProblemBody } from '#shared/problem'
import { heard } from '../../support/heard.ts'
import { openStreetServer, openTwin } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('an unattended wall', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const makeLink = async () => {
    const answer = await street.send('POST', '/api/kiosks', {
      as: 'admin',
      body: { id: randomUUID(), label: '大厅东墙' },
    })
    expect(answer.status).toBe(201)
    const { kiosk, token } = NewKioskAnswer.parse(answer.body)
    return { kiosk, token: z.string().parse(token) }
  }
  /** What a browser does with `/kiosk#token`: the answer, and the cookie it keeps. */
  const open = async (token: string, origin = street.origin) => {
    const response = await fetch(`${origin}/api/kiosks/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token }),
    })
    return { status: response.status, setCookie: response.headers.get('set-cookie') ?? '' }
  }
  const openNew = async () => {
    const { kiosk, token } = await makeLink()
    const { setCookie } = await open(token)
    return { kiosk, token, setCookie, cookie: setCookie.split(';')[0] ?? '' }
  }
  const ask = async (path: string, cookie: string, origin = street.origin) => {
    const response = await fetch(origin + path, { headers: { cookie } })
    return { status: response.status, body: (await response.json()) as unknown }
  }
  const socketWith = (cookie: string, origin = street.origin) =>
    connect(origin, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie, origin },
    })
  const revoke = ({ id }: Kiosk) => street.send('DELETE', `/api/kiosks/${id}`, { as: 'admin' })

  it('comes in by a link that works once, and has the rights of a wall and no more', async () => {
    const { kiosk, token, setCookie, cookie } = await openNew()
    expect(setCookie).toMatch(/HttpOnly/i)
    expect(setCookie).toMatch(/SameSite=Strict/i)
    expect(Number(/Max-Age=(\d+)/i.exec(setCookie)?.[1])).toBeGreaterThan(365 * 24 * 3_600)
    expect(Me.parse((await ask('/api/session', cookie)).body)).toEqual({
      role: 'wall', username: 'kiosk', label: '大厅东墙', workerId: null, specialistId: null,
    }) // prettier-ignore
    expect((await ask('/api/figures', cookie)).status).toBe(200)
    expect((await ask('/api/accounts', cookie)).status).toBe(403)
    expect((await ask(`/api/incidents/${randomUUID()}`, cookie)).status).toBe(403)
    expect((await open(token)).status).toBe(404)
    const { items } = z
      .object({ items: z.array(Kiosk) })
      .parse((await street.send('GET', '/api/kiosks', { as: 'admin' })).body)
    const listed = items.find(({ id }) => id === kiosk.id)
    expect(listed?.address).toMatch(/127\.0\.0\.1/)
    expect(JSON.stringify(items)).not.toContain(token)
  })

  it('is refused by a link that is older than a quarter of an hour, and by one that was never made', async () => {
    const { kiosk, token } = await makeLink()
    await street.pool.query(
      `update kiosk set link_expires_at = clock_timestamp() - interval '1 second' where id = $1`,
      [kiosk.id],
    )
    expect((await open(token)).status).toBe(404)
    expect((await open('x'.repeat(43))).status).toBe(404)
  })

  it('keeps neither link nor cookie where somebody could read them: only their hashes', async () => {
    const { token, cookie } = await openNew()
    const { rows } = await street.pool.query<{ all: string }>(
      `select (select json_agg(k) from kiosk k)::text || (select json_agg(s) from session s)::text
              || (select json_agg(c) from command c)::text || (select json_agg(a) from audit a)::text as all`,
    )
    expect(rows[0]?.all).toContain('大厅东墙')
    expect(rows[0]?.all).not.toContain(token)
    expect(rows[0]?.all).not.toContain(cookie.split('=')[1])
  })

  it('stays in for months, and after the server has started again', async () => {
    const { cookie } = await openNew()
    await street.pool.query(
      `update session set created_at = created_at - interval '200 days', last_seen_at = last_seen_at - interval '100 days'
       where kiosk_id is not null`,
    )
    const again = await openTwin(street)
    const socket = socketWith(cookie, again.origin)
    await heard(socket, 'connect')
    expect(await socket.timeout(5_000).emitWithAck('feed:join', { epoch: null, since: null })).toMatchObject({
      ok: true,
    })
    socket.close()
    await again.close()
  })

  it('goes dark within a second when it is revoked, and is told that it was: not to try for ever', async () => {
    const { kiosk, cookie } = await openNew()
    const socket = socketWith(cookie)
    await heard(socket, 'connect')
    const closed = heard(socket, 'disconnect')
    expect((await revoke(kiosk)).status).toBe(200)
    const startedMs = performance.now()
    await closed
    expect(performance.now() - startedMs).toBeLessThan(1_500)

    socket.connect()
    const refusal = await heard(socket, 'connect_error')
    const { data } = z.object({ data: ProblemBody }).parse(refusal)
    expect(data.code).toBe('unauthenticated')
    expect((await ask('/api/session', cookie)).status).toBe(401)
    expect(SessionOptions.parse((await ask('/api/session/options', cookie)).body)).toMatchObject({
      me: null,
      kioskRevoked: true,
    })
    expect((await revoke(kiosk)).status).toBe(404)
    socket.close()
  })

  it('that nobody has revoked is not told so, nor is a stranger', async () => {
    const { cookie } = await openNew()
    for (const one of [cookie, 'shaotu_session=nobody'])
      expect(SessionOptions.parse((await ask('/api/session/options', one)).body).kioskRevoked).toBe(false)
  })

  it('writes down that its siren was tried, which wall that was and whether it was heard, once', async () => {
    const { cookie } = await openNew()
    const body = JSON.stringify({ id: randomUUID(), result: 'not-heard' })
    const tell = () =>
      fetch(`${street.origin}/api/wall/sound-tests`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: street.origin, cookie },
        body,
      })
    expect([(await tell()).status, (await tell()).status]).toEqual([201, 200])
    const { rows } = await street.pool.query(`select actor, action from audit where action like 'sound-%'`)
    expect(rows).toEqual([{ actor: '大厅东墙', action: 'sound-not-heard' }])
    const other = await street.send('POST', '/api/wall/sound-tests', {
      as: 'coordinator',
      body: { id: randomUUID(), result: 'heard' },
    })
    expect(other.status).toBe(403)
  })

  it('cannot be opened by another site', async () => {
    const { token } = await makeLink()
    const response = await fetch(`${street.origin}/api/kiosks/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://evil.example' },
      body: JSON.stringify({ token }),
    })
    expect(response.status).toBe(403)
  })
})
