import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import express from 'express'
import type { ErrorRequestHandler } from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem, statusOfProblem } from '#shared/problem'
import { phoneRoutes } from '../../../server/tracks/phone-routes.ts'
import { createTracks } from '../../../server/tracks/tracks.ts'
import type { Device, Tracks } from '../../../server/tracks/tracks.ts'
import { makeUnit, twoGrids } from '../../rules/tracks/make.ts'
import { listen } from './listen.ts'

const TOKEN = 'sesame'

const problems: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error)
  const problem = Problem.from(error)
  response.status(statusOfProblem[problem.code]).json(problem)
}

describe('a phone', () => {
  let http: Server
  let url = ''
  let tracks: Tracks
  let phone: Device
  let lookups = 0

  beforeEach(async () => {
    const unit = makeUnit()
    phone = { id: randomUUID(), workerId: unit.workerId, crs: 'WGS84' }
    tracks = createTracks({ places: twoGrids, clock: { now: () => new Date().toISOString() } })
    tracks.setOnDuty([unit])
    lookups = 0
    const findDevice = async (token: string) => {
      lookups++
      return token === TOKEN ? phone : null
    }
    const app = express()
    app.use(phoneRoutes({ findDevice, accept: tracks.accept, countUnreadable: tracks.countUnreadable }))
    app.use(problems)
    http = createServer(app)
    url = await listen(http)
  })
  afterEach(() => new Promise<void>((closed) => void http.close(() => closed())))

  const seconds = () => Math.floor(Date.now() / 1_000)
  const basic = (token: string) => ({ authorization: `Basic ${Buffer.from(`anybody:${token}`).toString('base64')}` })
  const sendOwnTracks = (body: string | null, token = TOKEN) =>
    fetch(`${url}/owntracks`, {
      method: 'POST',
      headers: { ...basic(token), 'content-type': 'application/json', 'x-limit-u': 'anybody', 'x-limit-d': 'phone' },
      body,
    })
  const place = () => tracks.find(phone.workerId)?.position

  it('with OwnTracks moves its worker and hears an empty list', async () => {
    const answer = await sendOwnTracks(
      JSON.stringify({ _type: 'location', lat: 39.87, lon: 116.391, tst: seconds(), acc: 8 }),
    )
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual([])
    expect(place()).toEqual([116.391, 39.87])
  })

  it.each([
    ['nothing at all', null],
    ['an empty body', ''],
    ['no JSON', '{"_type":'],
    ['null', 'null'],
    ['a last will', '{"_type":"lwt","tst":1}'],
    ['something of a kind not invented yet', '{"_type":"hologram"}'],
  ])('with OwnTracks may send %s and hears an empty list', async (_what, body) => {
    const answer = await sendOwnTracks(body)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual([])
    expect(place()).toBeUndefined()
  })

  it('hears 200 for a fix that is rejected, or it would send it for ever; and the fix is counted', async () => {
    const answer = await sendOwnTracks(JSON.stringify({ _type: 'location', lat: 0, lon: 0, tst: seconds() }))
    expect(answer.status).toBe(200)
    const unreadable = await sendOwnTracks(JSON.stringify({ _type: 'location', lat: 39.87, lon: 116.39, tst: 'noon' }))
    expect(unreadable.status).toBe(200)
    expect(tracks.stats().phones).toMatchObject({ accepted: 0, rejected: { zero: 1, unreadable: 1 } })
  })

  it('with OwnTracks and a foreign token is not let in', async () => {
    expect((await sendOwnTracks('{}', 'guess')).status).toBe(401)
    expect((await fetch(`${url}/owntracks`, { method: 'POST' })).status).toBe(401)
  })

  it.each(['GET', 'POST'])('with OsmAnd and %s moves its worker', async (method) => {
    const query = `id=${TOKEN}&lat=39.87&lon=116.392&timestamp=${seconds()}&speed=2&accuracy=9&batt=50`
    expect((await fetch(`${url}/osmand?${query}`, { method })).status).toBe(200)
    expect(place()).toEqual([116.392, 39.87])
  })

  it('with OsmAnd may send a form', async () => {
    const body = new URLSearchParams({ deviceid: TOKEN, lat: '39.87', lon: '116.393', timestamp: String(Date.now()) })
    expect((await fetch(`${url}/osmand`, { method: 'POST', body })).status).toBe(200)
    expect(place()).toEqual([116.393, 39.87])
  })

  it('with Traccar Client sends JSON', async () => {
    const location = {
      timestamp: new Date().toISOString(),
      coords: { latitude: 39.87, longitude: 116.394, accuracy: 5, speed: 1 },
      battery: { level: 0.4 },
    }
    const answer = await fetch(`${url}/osmand`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ location, device_id: TOKEN }),
    })
    expect(answer.status).toBe(200)
    expect(place()).toEqual([116.394, 39.87])
  })

  it.each(['', '?id=guess&lat=1&lon=2', '?id=sesame&id=sesame&lat=1&lon=2'])(
    'unknown to us hears 400: /osmand%s',
    async (query) => {
      expect((await fetch(`${url}/osmand${query}`)).status).toBe(400)
    },
  )

  it('with a message of a megabyte is refused', async () => {
    expect((await sendOwnTracks('x'.repeat(1_000_000))).status).toBeGreaterThanOrEqual(400)
  })

  it('is looked up once, not with each fix', async () => {
    for (let i = 0; i < 5; i++) await fetch(`${url}/osmand?id=${TOKEN}&lat=39.87&lon=116.39`)
    expect(lookups).toBe(1)
  })
})
