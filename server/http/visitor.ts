import { parseCookie } from 'cookie'
import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler, Response } from 'express'
import { Problem } from '#shared/problem'
import type { Accounts, Principal } from '../identity/accounts.ts'
import type { Sources } from '../readings/sources.ts'
import type { Doorkeeper, WhoIs } from './route.ts'

export const COOKIE = 'shaotu_session'

/** The token somebody came with: `Authorization: Bearer`, else the cookie of a browser. */
export function tokenOf(request: Pick<IncomingMessage, 'headers'>): { token: string; isCookie: boolean } | null {
  const [scheme, bearer] = (request.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() === 'bearer' && bearer) return { token: bearer, isCookie: false }
  const token = parseCookie(request.headers.cookie ?? '')[COOKIE]
  return token ? { token, isCookie: true } : null
}

/** Knows a visitor again. Looked up once a request. */
export function createWhoIs(accounts: Accounts): WhoIs {
  const known = new WeakMap<Request, Promise<Principal | null>>()
  return (request) => {
    const asked = known.get(request)
    if (asked) return asked
    const came = tokenOf(request)
    const found = came ? accounts.whoIs(came.token) : Promise.resolve(null)
    known.set(request, found)
    return found
  }
}

/** A machine shows its token in the header and nowhere else. */
export function createWhichSource(sources: Pick<Sources, 'find'>): Doorkeeper['whichSource'] {
  return async (request) => {
    const came = tokenOf(request)
    return came && !came.isCookie ? sources.find(came.token) : null
  }
}

/** HttpOnly: scripts cannot read it. Strict: no other site's form or link brings it along. */
export function setSessionCookie(response: Response, token: string, isTls: boolean, isForever: boolean): void {
  response.cookie(COOKIE, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isTls,
    path: '/',
    ...(isForever ? { maxAge: 10 * 365 * 24 * 3_600_000 } : {}),
  })
}

/**
 * Refuses what another site's page would send with our cookie: whoever changes something with a cookie must come
 * from one of our own origins. A token in the header is proof enough by itself.
 */
export function refuseForeignOrigin(origins: () => ReadonlySet<string>): RequestHandler {
  return (request, _response, next) => {
    const { origin } = request.headers
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    const isForeign = origin !== undefined && !origins().has(origin)
    const isUnprovenCookie = origin === undefined && tokenOf(request)?.isCookie === true
    if (!isReading && (isForeign || isUnprovenCookie)) {
      throw new Problem('forbidden', 'This request came from another site')
    }
    next()
  }
}
