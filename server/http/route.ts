import type { Request, RequestHandler, Response, Router } from 'express'
import type { z } from 'zod'
import type { Role } from '#shared/account'
import { parse, Problem } from '#shared/problem'
import { routePolicy } from '#shared/route-policy'
import type { RouteKey } from '#shared/route-policy'
import type { Actor } from '../db/command.ts'
import type { Principal } from '../identity/accounts.ts'
import type { Source } from '../readings/sources.ts'

/** What a handler is given: parsed already, by somebody who may. */
export interface Asked<Body, Query> {
  /** Who asks. On a public route there may be nobody, and asking for them throws. */
  me: Principal
  actor: Actor
  /** The machine that asks with its own token, where the policy lets one; else null. */
  source: Source | null
  params: Record<string, string>
  query: Query
  body: Body
  request: Request
  response: Response
}

/** What goes back: a body, or a body with another status than 200; `null` when the handler has answered by itself. */
export type Answer = { status?: number; body: unknown } | null

export interface Route<Body = unknown, Query = unknown> {
  key: RouteKey
  summary: string
  body?: z.ZodType<Body>
  query?: z.ZodType<Query>
  /** What a good answer looks like, for the documentation and the tests. */
  answer?: z.ZodType
  handle(asked: Asked<Body, Query>): Promise<Answer> | Answer
}

/** Lets a list of routes hold many bodies; each handler was checked against its own schemas here. */
export function route<Body = unknown, Query = unknown>(one: Route<Body, Query>): Route {
  // The body and query given to `handle` come from `parse` with these very schemas.
  return one as unknown as Route
}

/** Mounts the routes. One without a row in the policy, or a row without its route, stops the start. */
export function mountRoutes(
  router: Router,
  routes: readonly Route[],
  { whoIs, whichSource }: Doorkeeper,
  elsewhere: readonly RouteKey[],
): void {
  const mounted = new Set<RouteKey>(elsewhere)
  for (const one of routes) {
    const [method = '', path = ''] = one.key.split(' ')
    const policy = routePolicy[one.key]
    if (!policy) throw new Error(`Expected a row for ${one.key} in the policy`)
    mounted.add(one.key)
    router[verbOf(method)](
      path,
      handlerOf(one, policy === 'public' ? null : policy === 'device' ? [] : policy, { whoIs, whichSource }),
    )
  }
  const missing = Object.keys(routePolicy).filter((key) => !mounted.has(key as RouteKey)) // keys of that very object
  if (missing.length > 0) throw new Error(`Expected a route for ${missing.join(', ')}, which the policy names`)
}

export type WhoIs = (request: Request) => Promise<Principal | null>

/** Knows who comes: a person by their session, a machine by its own token. */
export interface Doorkeeper {
  whoIs: WhoIs
  whichSource: (request: Request) => Promise<Source | null>
}

function handlerOf(
  one: Route,
  roles: readonly (Role | 'source')[] | null,
  { whoIs, whichSource }: Doorkeeper,
): RequestHandler {
  return async (request, response) => {
    const me = roles === null ? null : await whoIs(request)
    const source = roles?.includes('source') && !me ? await whichSource(request) : null
    if (roles !== null && !me && !source) throw new Problem('unauthenticated', 'Sign in first')
    if (roles !== null && me && !roles.includes(me.role)) {
      throw new Problem('forbidden', `Your role (${me.role}) may not do this`)
    }
    const answer = await one.handle({
      get me() {
        if (!me) throw new Error(`${one.key} is public and asked who is there`)
        return me
      },
      get actor() {
        const who = me ? { id: me.accountId, label: me.label } : source
        return who ?? { id: null, label: 'nobody' }
      },
      source,
      params: request.params as Record<string, string>, // path parameters without wildcards are single strings
      query: one.query ? parse(one.query, request.query, 'query') : {},
      body: one.body ? parse(one.body, request.body, 'body') : undefined,
      request,
      response,
    })
    if (answer) response.status(answer.status ?? 200).json(answer.body)
  }
}

function verbOf(method: string): 'get' | 'post' | 'delete' {
  if (method === 'GET') return 'get'
  if (method === 'POST') return 'post'
  if (method === 'DELETE') return 'delete'
  throw new Error(`Expected GET, POST or DELETE, got ${method}`)
}
