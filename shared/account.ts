import { z } from 'zod'

export const Role = z.enum(['wall', 'coordinator', 'leader', 'worker', 'helper', 'admin', 'auditor'])
export type Role = z.infer<typeof Role>

/** Who gets which stream. Admin and auditor have none. */
export const Audience = z.enum(['wall', 'desk', 'leader', 'worker', 'helper'])
export type Audience = z.infer<typeof Audience>

export const audienceOf: Record<Role, Audience | null> = {
  wall: 'wall',
  coordinator: 'desk',
  leader: 'leader',
  worker: 'worker',
  helper: 'helper',
  admin: null,
  auditor: null,
}

export const SignInRequest = z.object({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
})
export type SignInRequest = z.infer<typeof SignInRequest>

/** Who is signed in. `label` is what a timeline shows: `值班调度 02`. */
export const Me = z.object({ role: Role, username: z.string(), label: z.string(), workerId: z.uuid().nullable() })
export type Me = z.infer<typeof Me>

export const SignInAnswer = z.object({ token: z.string(), role: Role })
export type SignInAnswer = z.infer<typeof SignInAnswer>

/** What the front door offers before anybody is known; `me` is whoever this browser already is. */
export const SessionOptions = z.object({
  demo: z.boolean(),
  roles: z.array(z.object({ role: Role, label: z.string() })),
  me: Me.nullable(),
})
export type SessionOptions = z.infer<typeof SessionOptions>
