import { z } from 'zod'
import { Account, Kiosk, KioskExchange, NewAccount, NewKiosk, NewKioskAnswer } from '#shared/account'
import { parse, Problem } from '#shared/problem'
import type { RunCommand } from '../db/command.ts'
import type { Accounts } from '../identity/accounts.ts'
import type { Kiosks } from '../identity/kiosks.ts'
import type { RosterStore } from '../roster/roster.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'
import { setSessionCookie } from './visitor.ts'

export interface AccountRouteParts {
  accounts: Accounts
  kiosks: Kiosks
  roster: Pick<RosterStore, 'worker'>
  run: RunCommand
  isTls: boolean
}

const Done = z.object({ ok: z.literal(true) })

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')

/** Who can come in: accounts of people, and screens that nobody sits at. */
export function accountRoutes({ accounts, kiosks, roster, run, isTls }: AccountRouteParts): Route[] {
  return [
    route({
      key: 'GET /api/accounts',
      summary: 'Everybody who can sign in, and who once could',
      answer: z.object({ items: z.array(Account) }),
      handle: async () => ({ body: { items: await accounts.list() } }),
    }),
    route({
      key: 'POST /api/accounts',
      summary: 'Makes an account; the password is stored with argon2 and never shown again',
      body: NewAccount,
      answer: z.object({ account: Account }),
      async handle({ body, actor }) {
        if (body.workerId && !(await roster.worker(body.workerId))) {
          throw new Problem('not-found', 'There is no such worker')
        }
        // The stored fingerprint of a command must not be one of a password.
        const told = { ...body, password: null }
        const { answer, first } = await run({ id: body.id, kind: 'account', actor, body: told }, async (work) => ({
          account: await accounts.add(work, body),
        }))
        return { status: first ? 201 : 200, body: answer }
      },
    }),
    route({
      key: 'DELETE /api/accounts/:id',
      summary: 'Disables an account; its open screens are closed within a second. The last administrator stays',
      answer: Done,
      async handle(asked) {
        const accountId = idOf(asked)
        const command = { id: crypto.randomUUID(), kind: 'account-disable', actor: asked.actor, body: { accountId } }
        await run(command, async (work) => {
          await accounts.disable(work, accountId)
          return {}
        })
        return { body: { ok: true } }
      },
    }),
    route({
      key: 'GET /api/kiosks',
      summary: 'Unattended screens, newest first, without their tokens',
      answer: z.object({ items: z.array(Kiosk) }),
      handle: async () => ({ body: { items: await kiosks.list() } }),
    }),
    route({
      key: 'POST /api/kiosks',
      summary: 'A link for a screen (`/kiosk#token`): works once, for a quarter of an hour; shown this once',
      body: NewKiosk,
      answer: NewKioskAnswer,
      async handle({ body, actor }) {
        // The stored answer must not hold the token: sent again, the command answers without it.
        let token: string | null = null
        const { answer, first } = await run({ id: body.id, kind: 'kiosk', actor, body }, async (work) => {
          const made = await kiosks.add(work, body)
          token = made.token
          return { kiosk: made.kiosk }
        })
        return { status: first ? 201 : 200, body: { ...answer, token: first ? token : null } }
      },
    }),
    route({
      key: 'POST /api/kiosks/exchange',
      summary: 'The screen opens its link: a cookie that does not end by itself, with the rights of a wall',
      body: KioskExchange,
      answer: z.object({ label: z.string() }),
      async handle({ body: { token }, request, response }) {
        const { session, label } = await kiosks.exchange(token, request.socket.remoteAddress ?? 'unknown')
        setSessionCookie(response, session, isTls, true)
        return { body: { label } }
      },
    }),
    route({
      key: 'DELETE /api/kiosks/:id',
      summary: 'Revokes a screen: its socket is closed within a second, and it says that it was revoked',
      answer: Done,
      async handle(asked) {
        const kioskId = idOf(asked)
        const command = { id: crypto.randomUUID(), kind: 'kiosk-revoke', actor: asked.actor, body: { kioskId } }
        await run(command, async (work) => {
          if (!(await kiosks.revoke(work, kioskId))) throw new Problem('not-found', 'There is no such screen to revoke')
          return {}
        })
        return { body: { ok: true } }
      },
    }),
  ]
}
