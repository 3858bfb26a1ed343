import express from 'express'
import type { Request, Router } from 'express'
import { Problem } from '#shared/problem'
import { createDeviceCache } from './device-cache.ts'
import type { FindDevice } from './device-cache.ts'
import { basicToken, deviceKeyOf, readOsmAnd, readOwnTracks, readTraccar } from './phones.ts'
import type { PhoneFix } from './phones.ts'
import type { Device, Tracks } from './tracks.ts'

export interface PhoneRoutesParts extends Pick<Tracks, 'accept' | 'countUnreadable'> {
  /** Whose phone has this token? Null when nobody's, or no more. */
  findDevice: FindDevice
}

const LARGEST_MESSAGE = '16kb'

/**
 * Where phones report: `POST /owntracks`, `GET|POST /osmand`. To be mounted before any general body parser.
 *
 * A known phone always hears 200, whatever was wrong with its fix: it would send the same again for ever.
 * What was wrong is counted.
 */
export function phoneRoutes({ findDevice, accept, countUnreadable }: PhoneRoutesParts): Router {
  const routes = express.Router()
  const find = createDeviceCache(findDevice)
  const readText = express.text({ type: () => true, limit: LARGEST_MESSAGE })

  function take(device: Device, read: () => PhoneFix | null) {
    try {
      const fix = read()
      if (fix) accept(device, fix)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      countUnreadable(device)
    }
  }

  // The headers X-Limit-U and X-Limit-D name user and phone as their owner likes; the token says who it is.
  routes.post('/owntracks', readText, async (request, response) => {
    const token = basicToken(request.headers.authorization)
    const device = token === null ? null : await find(token)
    if (!device) {
      response.set('WWW-Authenticate', 'Basic realm="shaotu"')
      throw new Problem('unauthenticated', 'Expected the token of a registered phone as the password')
    }
    take(device, () => readOwnTracks(jsonOf(request)))
    // OwnTracks takes it as a list of messages for the phone. Finished bytes: a phone never asks whether the answer
    // has changed, so no hash of it is made.
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': 2 }).end('[]')
  })

  routes.all('/osmand', readText, async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'POST') throw new Problem('not-found', 'There is no such route')
    const message = messageOf(request)
    const token = deviceKeyOf(message)
    const device = token === null ? null : await find(token)
    if (!device) throw new Problem('invalid', 'Expected the token of a registered phone as id')
    take(device, () => ('location' in message ? readTraccar(message) : readOsmAnd(message)))
    response.status(200).end()
  })

  return routes
}

/** Traccar's JSON, or query and form taken together. */
function messageOf(request: Request): object {
  if (request.is('json')) {
    const body = jsonOf(request)
    return typeof body === 'object' && body !== null ? body : {}
  }
  const form = typeof request.body === 'string' ? new URLSearchParams(request.body) : []
  return { ...request.query, ...Object.fromEntries(form) }
}

/** The body as JSON; undefined when it is none, as with the empty messages that OwnTracks sends. */
function jsonOf({ body }: Request): unknown {
  if (typeof body !== 'string') return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined // not a message for us; what cannot be read holds nothing that could be lost
  }
}
