import { Me, SessionOptions, SignInAnswer, SignInRequest } from '#shared/account'
import { Problem } from '#shared/problem'
import type { Accounts } from '../identity/accounts.ts'
import { demoRoles } from '../identity/demo-accounts.ts'
import type { Kiosks } from '../identity/kiosks.ts'
import { createSignInGuard } from '../identity/sign-in-guard.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { COOKIE, setSessionCookie, tokenOf } from './visitor.ts'

export interface SessionRouteParts {
  accounts: Accounts
  kiosks: Pick<Kiosks, 'isRevoked'>
  demo: boolean
  isTls: boolean
  realNow: () => number
}

export function sessionRoutes({ accounts, kiosks, demo, isTls, realNow }: SessionRouteParts): Route[] {
  const guard = createSignInGuard(realNow)
  return [
    route({
      key: 'GET /api/session/options',
      summary:
        'What the front door offers: whether this is the made-up street, which roles can be tried, who is in already',
      answer: SessionOptions,
      async handle({ request }) {
        const came = tokenOf(request)
        const me = came ? await accounts.whoIs(came.token) : null
        const kioskRevoked = came !== null && me === null && (await kiosks.isRevoked(came.token))
        return { body: { demo, roles: demo ? demoRoles : [], me: me && asMe(me), kioskRevoked } }
      },
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
      handle: ({ me }) => ({ body: asMe(me) }),
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

/** What somebody may know about their own session; never its hash. */
function asMe({ role, username, label, workerId, specialistId }: Me): Me {
  return { role, username, label, workerId, specialistId }
}
