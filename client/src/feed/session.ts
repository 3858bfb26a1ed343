import { z } from 'zod'
import { Me, Role, SignInAnswer } from '#shared/account'
import { ask } from './ask.ts'

/** What the front door may offer: in the demo, every role with one click. */
export const SessionOptions = z.object({
  demo: z.boolean(),
  roles: z.array(z.object({ role: Role, label: z.string() })),
})
export type SessionOptions = z.infer<typeof SessionOptions>

/** Every demo account has this one. */
export const DEMO_PASSWORD = 'demo'

export const sessionOptions = () => ask(SessionOptions, '/api/session/options')

/** Who is signed in here; refuses with `unauthenticated` if nobody is. */
export const whoAmI = () => ask(Me, '/api/session')

/** The cookie comes with the answer; the token is for programs and is not kept. */
export const signIn = (username: string, password: string) =>
  ask(SignInAnswer, '/api/session', { method: 'POST', body: { username, password } })

export const signOut = () => ask(z.unknown(), '/api/session', { method: 'DELETE' })
