import { z } from 'zod'
import { Utility } from './emergency.ts'
import { ClaimedInstant, Instant } from './time.ts'

/** 计划停: a supply that its company cuts on purpose, told before. */
export const PlannedOutage = z.object({
  id: z.uuid(),
  utility: Utility,
  /** In the street's own words: a community, a house. */
  place: z.string(),
  communityId: z.uuid().nullable(),
  buildingIds: z.array(z.uuid()),
  fromAt: Instant,
  untilAt: Instant,
  announcedBy: z.string(),
  note: z.string().nullable(),
  endedAt: Instant.nullable(),
  revision: z.int().positive(),
})
export type PlannedOutage = z.infer<typeof PlannedOutage>

/** Says where by community or by houses. */
export const NewOutage = z
  .object({
    id: z.uuid(),
    utility: Utility,
    communityId: z.uuid().optional(),
    buildingIds: z.array(z.uuid()).min(1).max(500).optional(),
    fromAt: ClaimedInstant,
    untilAt: ClaimedInstant,
    note: z.string().trim().min(1).max(300).optional(),
  })
  .refine(({ fromAt, untilAt }) => untilAt > fromAt, { path: ['untilAt'], message: 'expected a time after `fromAt`' })
  .refine(({ communityId, buildingIds }) => (communityId === undefined) !== (buildingIds === undefined), {
    path: ['communityId'],
    message: 'expected either a community or buildings',
  })
export type NewOutage = z.infer<typeof NewOutage>

/** 无报停 is no state: nothing was reported, and nobody knows more than that. */
export const UtilityNow = z.object({
  utility: Utility,
  /** Open incidents that say it fails and is not restored; of gas, leaks. */
  reported: z.int().nonnegative(),
  /** Buildings of running emergencies in which it is cut. */
  cutBuildings: z.int().nonnegative(),
  running: z.array(PlannedOutage),
  /** Announced for the next seven days, the next one first. */
  coming: z.array(PlannedOutage),
})
export type UtilityNow = z.infer<typeof UtilityNow>

export const UtilitiesNow = z.object({ asOf: Instant, items: z.array(UtilityNow) })
export type UtilitiesNow = z.infer<typeof UtilitiesNow>
