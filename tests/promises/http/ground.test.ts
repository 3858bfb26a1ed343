import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SentDrawing } from '#shared/sent-drawing'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

/** Around the made-up street. */
const TILE = '13/6742/3104'

describe('the ground over HTTP', () => {
  let street: StreetServer
  let version: string
  beforeAll(async () => {
    street = await openStreetServer()
    version = SentDrawing.parse((await street.send('GET', '/api/places/drawing', { as: 'wall' })).body).version
  })
  afterAll(() => street.close())

  async function ask(path: string) {
    const authorization = `Bearer ${await street.signIn('wall')}`
    return fetch(`${street.origin}/api/places/ground/${path}`, { headers: { authorization } })
  }

  it('comes as a vector tile that a browser keeps', async () => {
    const answer = await ask(`${version}/${TILE}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(10_000)
  })

  it('is not kept under the name of an older drawing, for it is that of today', async () => {
    const [older, today] = await Promise.all([ask(`older/${TILE}`), ask(`${version}/${TILE}`)])
    expect(older.headers.get('cache-control')).toBe('private, no-cache')
    expect(await older.arrayBuffer()).toEqual(await today.arrayBuffer())
  })

  it('says of a place where nothing is drawn that there is nothing', async () => {
    const answer = await ask(`${version}/13/0/0`)
    expect([answer.status, await answer.text()]).toEqual([204, ''])
  })

  it('refuses what is no tile, and says what was expected', async () => {
    const answer = await ask(`${version}/3/8/0`)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('expected a tile inside of the world')
  })
})
