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
export const Me = z.object({
  role: Role,
  username: z.string(),
  label: z.string(),
  workerId: z.uuid().nullable(),
  specialistId: z.uuid().nullable(),
})
export type Me = z.infer<typeof Me>

export const SignInAnswer = z.object({ token: z.string(), role: Role })
export type SignInAnswer = z.infer<typeof SignInAnswer>

/** What the front door offers before anybody is known; `me` is whoever this browser already is. */
export const SessionOptions = z.object({
  demo: z.boolean(),
  roles: z.array(z.object({ role: Role, label: z.string() })),
  me: Me.nullable(),
  /** This browser was an unattended screen, and somebody revoked it. */
  kioskRevoked: z.boolean().optional(),
})
export type SessionOptions = z.infer<typeof SessionOptions>

/** Somebody who can sign in, as an administrator sees them. */
export const Account = z.object({
  id: z.uuid(),
  username: z.string(),
  role: Role,
  label: z.string(),
  workerId: z.uuid().nullable(),
  specialistCode: z.string().nullable(),
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
})
export type Account = z.infer<typeof Account>

export const NewAccount = z.object({
  id: z.uuid(),
  username: SignInRequest.shape.username,
  password: z.string().min(8, 'expected a password of at least 8 characters').max(256),
  role: Role,
  /** A post and a number, not a name: `值班调度 03`. */
  label: z.string().trim().min(1).max(60),
  workerId: z.uuid().nullable().optional(),
  /** Which 民情专员 a helper is, by the code on the roster: an administrator knows no residents' names. */
  specialistCode: z.string().trim().min(1).max(40).nullable().optional(),
})
export type NewAccount = z.infer<typeof NewAccount>

/** A wall that runs unattended. All times are real time. */
export const Kiosk = z.object({
  id: z.uuid(),
  label: z.string(),
  createdAt: z.string(),
  linkExpiresAt: z.string(),
  /** When a browser opened the link; from where is written down and not enforced. */
  exchangedAt: z.string().nullable(),
  address: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
})
export type Kiosk = z.infer<typeof Kiosk>

export const NewKiosk = z.object({ id: z.uuid(), label: z.string().trim().min(1).max(60) })
export type NewKiosk = z.infer<typeof NewKiosk>

/** The link is `/kiosk#token`, so the token never reaches a log. Null when the command came a second time. */
export const NewKioskAnswer = z.object({ kiosk: Kiosk, token: z.string().nullable() })
export type NewKioskAnswer = z.infer<typeof NewKioskAnswer>

export const KioskExchange = z.object({ token: z.string().min(20).max(100) })
export type KioskExchange = z.infer<typeof KioskExchange>
