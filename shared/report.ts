import { z } from 'zod'
import { Channel, Nature } from './channel.ts'
import { Crs, Position } from './geo.ts'
import { Incident } from './incident.ts'
import { KindId } from './kind.ts'
import { Severity } from './severity.ts'
import { ClaimedInstant, Instant } from './time.ts'

/** Who told us. Encrypted at rest, kept apart, never on the lane, never on the wall. */
export const Reporter = z.object({
  name: z.string().trim().min(1).max(60).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+\- ]{3,24}$/, 'expected a telephone number of 3 to 24 digits')
    .optional(),
})
export type Reporter = z.infer<typeof Reporter>

/**
 * What one source says it saw. Of place, one of position, buildingId, address (or incidentId) is needed;
 * grid, community, level and deadline are derived and never asked for.
 */
export const ReportRequest = z
  .object({
    id: z.uuid(),
    channel: Channel,
    nature: Nature.optional(),
    kind: KindId.optional(),
    text: z.string().trim().min(1).max(2_000),
    position: Position.optional(),
    /** The coordinate system of `position`; WGS 84 when it is missing. */
    crs: Crs.optional(),
    buildingId: z.uuid().optional(),
    address: z.string().trim().min(1).max(200).optional(),
    reporter: Reporter.optional(),
    /** What the source claims; the server's own time orders everything. */
    observedAt: ClaimedInstant.optional(),
    /** A person already said which incident this speaks of. Without it a report opens its own. */
    incidentId: z.uuid().optional(),
    drill: z.boolean().optional(),
  })
  .refine((report) => report.position ?? report.buildingId ?? report.address ?? report.incidentId, {
    message: 'expected one of position, buildingId, address or incidentId',
    path: ['position'],
  })
export type ReportRequest = z.infer<typeof ReportRequest>

/** A report as the desk sees it. The telephone is masked; seeing it whole is an act that is written down. */
export const Report = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  channel: Channel,
  nature: Nature,
  text: z.string(),
  receivedAt: Instant,
  observedAt: Instant.nullable(),
  position: Position.nullable(),
  place: z.string(),
  /** `138****1234`, or null when nobody left a number. For a 举报 always null. */
  phoneMasked: z.string().nullable(),
  hasName: z.boolean(),
  /** A question, or a word about life: stays open by itself until a person answers. */
  needsAnswer: z.boolean(),
  answeredAt: Instant.nullable(),
  answer: z.string().nullable(),
})
export type Report = z.infer<typeof Report>

/** Near, same kind, recent: perhaps the same event. People merge; the software only says why it thinks so. */
export const Suggestion = z.object({
  incidentId: z.uuid(),
  number: z.string(),
  summary: z.string(),
  place: z.string(),
  distanceMeters: z.number().nonnegative(),
  minutesApart: z.number().nonnegative(),
  reportCount: z.int().positive(),
})
export type Suggestion = z.infer<typeof Suggestion>

export const ReportAnswer = z.object({
  report: Report,
  incident: Incident,
  seq: z.int().nonnegative(),
  suggestion: Suggestion.optional(),
})
export type ReportAnswer = z.infer<typeof ReportAnswer>

/** What the desk asks while a call is being taken; nothing is stored. */
export const HintRequest = z.object({
  text: z.string().max(2_000),
  kind: KindId.optional(),
  position: Position.optional(),
  buildingId: z.uuid().optional(),
})
export type HintRequest = z.infer<typeof HintRequest>

/** What the words suggest, and which of them did. */
export const Hint = z.object({
  kind: KindId,
  severity: Severity,
  words: z.array(z.string()),
  needsAnswer: z.boolean(),
  place: z.string().nullable(),
  grid: z.string().nullable(),
  community: z.string().nullable(),
  suggestions: z.array(Suggestion),
  /** Same building, same kind, last 90 days. */
  before: z.array(
    z.object({
      incidentId: z.uuid(),
      number: z.string(),
      summary: z.string(),
      receivedAt: Instant,
      restoredAt: Instant.nullable(),
      /** Null: what was done then took away the trouble and not its cause. */
      rootedOutAt: Instant.nullable(),
      /** What was done, as the desk wrote it down last; null when nobody did. */
      fix: z.string().nullable(),
    }),
  ),
})
export type Hint = z.infer<typeof Hint>
