import { z } from 'zod'
import { Visitor } from './emergency.ts'
import { Instant } from './time.ts'

/** A visitor of the ledger, and when they were told the word; null: not yet. */
export const PasswordHolder = Visitor.extend({ givenAt: Instant.nullable(), givenBy: z.string().nullable() })
export type PasswordHolder = z.infer<typeof PasswordHolder>

/**
 * 上门口令: what a visitor says before a priority household opens. For the desk, and for a visitor with an open task
 * to whom it was given. `word`: null after the emergency has ended, and where none was made.
 */
export const DoorPassword = z.object({
  emergencyId: z.uuid(),
  word: z.string().nullable(),
  madeAt: Instant.nullable(),
  madeBy: z.string().nullable(),
  /** Why it is not the first one. */
  reason: z.string().nullable(),
  /** Everybody who goes to a door of this ledger, or was told the word. */
  holders: z.array(PasswordHolder),
})
export type DoorPassword = z.infer<typeof DoorPassword>

/** A new word; whoever had the old one has to be told again. */
export const RenewPassword = z.object({
  id: z.uuid(),
  revision: z.int().positive(),
  reason: z.string().trim().min(1).max(300),
})
export type RenewPassword = z.infer<typeof RenewPassword>

export const GivePassword = z.object({
  id: z.uuid(),
  visitors: z
    .array(Visitor.pick({ kind: true, id: true }))
    .min(1)
    .max(500),
})
export type GivePassword = z.infer<typeof GivePassword>
