import { z } from 'zod'
import { Channel, Nature, Origin } from './channel.ts'
import { Position } from './geo.ts'
import { KindId } from './kind.ts'
import { PromiseTier } from './promise.ts'
import { Severity } from './severity.ts'
import { Instant } from './time.ts'

/** Follows from facts; nothing sets it. */
export const Status = z.enum([
  'received',
  'assigned',
  'on-scene',
  'controlled',
  'restored',
  'done',
  'revisited',
  'closed',
  'merged',
])
export type Status = z.infer<typeof Status>

/** Somebody still has to act. *Done* is a claim and no longer counts as open; the revisit is followed apart. */
export const openStatuses: ReadonlySet<Status> = new Set(['received', 'assigned', 'on-scene', 'controlled', 'restored'])

/** What a person at the desk or on the scene records. Each has a time and an author. */
export const FactKind = z.enum([
  'responded',
  'arrived',
  'controlled',
  'restored',
  'rooted-out',
  'done',
  'revisited',
  'closed',
  'reopened',
  'false-alarm',
  'care-call',
  'note',
])
export type FactKind = z.infer<typeof FactKind>

export const Fact = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  kind: FactKind,
  at: Instant,
  /** A label such as `值班调度 02`; never a resident. */
  author: z.string(),
  note: z.string().nullable(),
  /** With `revisited`: was the resident satisfied; null when nobody could be reached. */
  satisfied: z.boolean().nullable(),
})
export type Fact = z.infer<typeof Fact>

/** Measured facts, read from the words of a report or recorded by a person. The wall may show them. */
export const Measures = z.object({
  depthCm: z.int().positive().max(1_000).nullable(),
  households: z.int().positive().max(100_000).nullable(),
})
export type Measures = z.infer<typeof Measures>

/** Something happening at a place that people may have to act on. Many reports, one incident. */
export const Incident = z.object({
  id: z.uuid(),
  /** `MMDD-NNNN`, counted per street day. */
  number: z.string(),
  kind: KindId,
  severity: Severity,
  status: Status,
  nature: Nature,
  origin: Origin,
  channel: Channel,
  position: Position,
  communityId: z.uuid().nullable(),
  gridId: z.uuid().nullable(),
  buildingId: z.uuid().nullable(),
  /** Building or road, never a unit or a door: `翠屏里 8 号楼`. */
  place: z.string(),
  /** The whole address as it was given. Desk only. */
  address: z.string().nullable(),
  /** Made from kind and measured facts, in Chinese; holds no free text. */
  summary: z.string(),
  measures: Measures,
  /** Words of the first report. Desk only; leaders see it with numbers taken out. */
  text: z.string().nullable(),
  reportCount: z.int().positive(),
  /** Reports that wait for an answer of their own. */
  unanswered: z.int().nonnegative(),
  /** The first report; every clock starts here and never again. */
  receivedAt: Instant,
  tier: PromiseTier.nullable(),
  dueAt: Instant.nullable(),
  respondedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  controlledAt: Instant.nullable(),
  restoredAt: Instant.nullable(),
  rootedOutAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  revisitedAt: Instant.nullable(),
  satisfied: z.boolean().nullable(),
  closedAt: Instant.nullable(),
  mergedIntoId: z.uuid().nullable(),
  falseAlarm: z.boolean(),
  drill: z.boolean(),
  updatedAt: Instant,
  /** Starts at 1 and grows by 1 with every save. Of two versions, the higher is the truth. */
  revision: z.int().positive(),
})
export type Incident = z.infer<typeof Incident>

export function isOpen(incident: Pick<Incident, 'status'>): boolean {
  return openStatuses.has(incident.status)
}
