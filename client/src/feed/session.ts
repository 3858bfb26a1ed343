import { z } from 'zod'
import { SessionOptions, SignInAnswer } from '#shared/account'
import { ask } from './ask.ts'

/** Every demo account has this one. */
export const DEMO_PASSWORD = 'demo'

/** What the front door offers, and who this browser already is. Nobody is refused it. */
export const sessionOptions = () => ask(SessionOptions, '/api/session/options')

/** The cookie comes with the answer; the token is for programs and is not kept. */
export const signIn = (username: string, password: string) =>
  ask(SignInAnswer, '/api/session', { method: 'POST', body: { username, password } })

export const signOut = () => ask(z.unknown(), '/api/session', { method: 'DELETE' })
