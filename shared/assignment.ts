import { z } from 'zod'
import { Instant } from './time.ts'

export const AssignmentState = z.enum([
  'planned',
  'offered',
  'accepted',
  'on-the-way',
  'arrived',
  'done',
  'declined',
  'timed-out',
])
export type AssignmentState = z.infer<typeof AssignmentState>

export const activeAssignmentStates: ReadonlySet<AssignmentState> = new Set([
  'planned',
  'offered',
  'accepted',
  'on-the-way',
  'arrived',
])

/** 派单: one worker, team or department sent to one incident. It has the status, not the incident. */
export const Assignment = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  assignee: z.enum(['worker', 'team', 'department']),
  assigneeId: z.uuid(),
  /** The unit's label from the fixed vocabulary, safe for the wall: `抢险 1 队`. */
  label: z.string(),
  state: AssignmentState,
  sentAt: Instant,
  acceptedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Why it was declined, in the unit's words. Desk only. */
  reason: z.string().nullable(),
  revision: z.int().positive(),
})
export type Assignment = z.infer<typeof Assignment>

/** To whom an alarm is called, one after the other. `everybody` is the last: from then on it waits at all of them. */
export const AlarmCalled = z.enum(['coordinator', 'leader', 'everybody'])
export type AlarmCalled = z.infer<typeof AlarmCalled>

/** One of them was called. `post` is what they are called by in this shift, a role and never a name. */
export const AlarmStep = z.object({ step: z.int().nonnegative(), called: AlarmCalled, post: z.string(), at: Instant })
export type AlarmStep = z.infer<typeof AlarmStep>

/** A screen of this account has shown it. Shown is not acknowledged. */
export const AlarmDelivery = z.object({ label: z.string(), at: Instant })
export type AlarmDelivery = z.infer<typeof AlarmDelivery>

/** 告警: a level 1 or 2 that asks to be noticed until a named person says so. */
export const Alarm = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  level: z.union([z.literal(1), z.literal(2)]),
  raisedAt: Instant,
  /** The wall's siren starts here, or 30 s after `raisedAt` when nobody decided. */
  confirmedAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  /** By role and number, `值班调度 02`. Desk only. */
  acknowledgedBy: z.string().nullable(),
  falseAlarm: z.boolean(),
  /** Empty for a level 2, which has its tone and the top of the list, and is called to nobody in turn. */
  steps: z.array(AlarmStep),
  deliveries: z.array(AlarmDelivery),
  /** When the next one is called, unless somebody acknowledges before; null when nobody is left to call. */
  nextStepAt: Instant.nullable(),
  revision: z.int().positive(),
})
export type Alarm = z.infer<typeof Alarm>
