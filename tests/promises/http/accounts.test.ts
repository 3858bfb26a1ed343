import { randomUUID } from 'node:crypto'
import { io as connect } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Account, SignInAnswer } from '#shared/account'
import { heard } from '../../support/heard.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('accounts', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  const make = (about: object = {}) => {
    const body = { id: randomUUID(), username: `desk-${randomUUID().slice(0, 8)}`, password: 'a long password', role: 'coordinator', label: '值班调度 03', ...about } // prettier-ignore
    return street.send('POST', '/api/accounts', { as: 'admin', body })
  }
  const accountIn = (body: unknown) => z.object({ account: Account }).parse(body).account
  const signIn = (username: string, password: string) =>
    street.send('POST', '/api/session', { body: { username, password } })
  const list = async () =>
    z.object({ items: z.array(Account) }).parse((await street.send('GET', '/api/accounts', { as: 'admin' })).body).items
  const disable = (id: string) => street.send('DELETE', `/api/accounts/${id}`, { as: 'admin' })

  it('are made by the administrator, and whoever has the password comes in', async () => {
    const answer = await make()
    expect(answer.status).toBe(201)
    const account = accountIn(answer.body)
    expect((await signIn(account.username, 'a long password')).status).toBe(200)
    expect(await list()).toContainEqual(account)
  })

  it('leave no trace of a password, not even its fingerprint', async () => {
    await make({ password: 'correct horse battery' })
    const { rows } = await street.pool.query<{ all: string }>(
      `select (select json_agg(c) from command c)::text || (select json_agg(a) from audit a)::text as all`,
    )
    expect(rows[0]?.all).not.toContain('correct horse')
    const one = { id: randomUUID(), username: 'twice' }
    expect((await make(one)).status).toBe(201)
    expect((await make({ ...one, password: 'another password' })).status).toBe(200)
    expect((await signIn('twice', 'another password')).status).toBe(401)
  })

  it.each([
    ['a user name that somebody has', { username: 'coordinator' }, 409],
    ['a password that is too short', { password: 'short' }, 400],
    ['a role that does not exist', { role: 'king' }, 400],
    ['a worker who does not exist', { role: 'worker', workerId: randomUUID() }, 404],
  ])('are refused with %s', async (_what, about, status) => {
    expect((await make(about)).status).toBe(status)
  })

  it('that are disabled let nobody in, and close the screens that are open within a second', async () => {
    const account = accountIn((await make()).body)
    const { token } = SignInAnswer.parse((await signIn(account.username, 'a long password')).body)
    const socket = connect(street.origin, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true }) // prettier-ignore
    await heard(socket, 'connect')
    const closed = heard(socket, 'disconnect')
    expect((await disable(account.id)).status).toBe(200)
    const startedMs = performance.now()
    await closed
    expect(performance.now() - startedMs).toBeLessThan(1_500)
    expect((await signIn(account.username, 'a long password')).status).toBe(401)
    expect((await list()).find(({ id }) => id === account.id)?.disabledAt).not.toBe(null)
    expect((await disable(account.id)).status).toBe(404)
  })

  it('never lose the last administrator', async () => {
    const admin = (await list()).find(({ role }) => role === 'admin')
    expect((await disable(admin?.id ?? '')).status).toBe(409)
  })
})
