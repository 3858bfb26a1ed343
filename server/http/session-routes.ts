import { z } from 'zod'
import { Me, SignInAnswer, SignInRequest } from '#shared/account'
import { Problem } from '#shared/problem'
import type { Accounts } from '../identity/accounts.ts'
import { demoRoles } from '../identity/demo-accounts.ts'
import { createSignInGuard } from '../identity/sign-in-guard.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { COOKIE, setSessionCookie } from './visitor.ts'

export interface SessionRouteParts {
  accounts: Accounts
  demo: boolean
  isTls: boolean
  realNow: () => number
}

export function sessionRoutes({ accounts, demo, isTls, realNow }: SessionRouteParts): Route[] {
  const guard = createSignInGuard(realNow)
  return [
    route({
      key: 'GET /api/session/options',
      summary: 'Whether this is the made-up street, and which roles can be tried with one click',
      answer: z.object({ demo: z.boolean(), roles: z.array(z.object({ role: z.string(), label: z.string() })) }),
      handle: () => ({ body: { demo, roles: demo ? demoRoles : [] } }),
    }),
    route({
      key: 'POST /api/session',
      summary: 'Signs in: a cookie for browsers, a token for programs',
      body: SignInRequest,
      answer: SignInAnswer,
      async handle({ body: { username, password }, request, response }) {
        const address = request.socket.remoteAddress ?? 'unknown'
        guard.check(username, address)
        const { token, me } = await accounts.signIn(username, password).catch((error: unknown) => {
          if (error instanceof Problem && error.code === 'unauthenticated') guard.failed(username, address)
          throw error
        })
        guard.succeeded(username, address)
        setSessionCookie(response, token, isTls, me.role === 'wall')
        return { body: { token, role: me.role } }
      },
    }),
    route({
      key: 'GET /api/session',
      summary: 'Who is signed in',
      answer: Me,
      handle: ({ me: { role, username, label, workerId } }) => ({ body: { role, username, label, workerId } }),
    }),
    route({
      key: 'DELETE /api/session',
      summary: 'Signs out; open screens of this session are closed within a second',
      async handle({ me, response }) {
        await accounts.signOut(me.sessionHash)
        response.clearCookie(COOKIE, { path: '/' })
        return { body: { ok: true } }
      },
    }),
  ]
}
