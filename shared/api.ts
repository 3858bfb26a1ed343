import { z } from 'zod'
import { Alarm, Assignment, AssignmentState } from './assignment.ts'
import { Bbox } from './geo.ts'
import { Fact, FactKind, Incident, Status } from './incident.ts'
import { KindId } from './kind.ts'
import { Leg } from './leg.ts'
import { Report } from './report.ts'
import { Severity } from './severity.ts'
import { PeopleCard } from './street.ts'
import { ClaimedInstant } from './time.ts'
import { Whistle, WhistleFact } from './whistle.ts'

/** Every list looks like this; `next` is the cursor for the following page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), total: z.int().nonnegative(), next: z.string().nullable(), asOf: z.string() })

const many = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(one).max(30))

/** Filters of `GET /api/incidents`, as they stand in the query. `open` is short for every open status. */
export const IncidentQuery = z.object({
  status: many(z.union([Status, z.literal('open')])).optional(),
  kind: many(KindId).optional(),
  severity: many(z.coerce.number().pipe(Severity)).optional(),
  community: z.uuid().optional(),
  grid: z.uuid().optional(),
  bbox: z.preprocess((value) => (typeof value === 'string' ? value.split(',').map(Number) : value), Bbox).optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** Number, place, or the last four digits of a reporter's telephone (desk only). */
  q: z.string().trim().min(1).max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type IncidentQuery = z.infer<typeof IncidentQuery>

export const IncidentList = listOf(Incident.partial().required({ id: true, revision: true }))

/** One incident with all that belongs to it. */
export const IncidentDetail = z.object({
  incident: Incident,
  reports: z.array(Report),
  facts: z.array(Fact),
  assignments: z.array(Assignment),
  whistles: z.array(Whistle),
  whistleFacts: z.array(WhistleFact),
  alarms: z.array(Alarm),
  legs: z.array(Leg),
  people: PeopleCard.nullable(),
  merged: z.array(z.object({ id: z.uuid(), number: z.string(), summary: z.string() })),
})
export type IncidentDetail = z.infer<typeof IncidentDetail>

/** Every command carries a client-made id, and the revision it saw where it edits something. */
const Command = z.object({ id: z.uuid(), revision: z.int().positive() })

export const FactCommand = Command.extend({
  kind: FactKind,
  note: z.string().trim().max(1_000).optional(),
  satisfied: z.boolean().nullable().optional(),
})
export type FactCommand = z.infer<typeof FactCommand>

export const EditCommand = Command.extend({ kind: KindId.optional(), severity: Severity.optional() }).refine(
  (edit) => edit.kind !== undefined || edit.severity !== undefined,
  { message: 'expected a kind or a severity to change', path: ['kind'] },
)
export type EditCommand = z.infer<typeof EditCommand>

export const MergeCommand = Command.extend({ into: z.uuid() })
export type MergeCommand = z.infer<typeof MergeCommand>

/** Undoes a merge: the incident lives again with its own reports. */
export const UnmergeCommand = Command
export type UnmergeCommand = z.infer<typeof UnmergeCommand>

/** `revision` is the incident's. Sending a unit that is busy is allowed and answered with a warning. */
export const AssignCommand = Command.extend({
  assignee: z.enum(['worker', 'team', 'department']),
  assigneeId: z.uuid(),
})
export type AssignCommand = z.infer<typeof AssignCommand>

/**
 * `revision` is the assignment's. A unit's own phone leaves it out: an errand only goes forward, and a step that was
 * made without a network has been made all the same.
 */
export const AssignmentCommand = Command.partial({ revision: true }).extend({
  claimedAt: ClaimedInstant.optional(),
  state: AssignmentState,
  reason: z.string().trim().min(1).max(300).optional(),
})
export type AssignmentCommand = z.infer<typeof AssignmentCommand>

export const AnswerCommand = z.object({ id: z.uuid(), text: z.string().trim().min(1).max(1_000) })
export type AnswerCommand = z.infer<typeof AnswerCommand>

/** `acknowledge` silences, `confirm` lets the wall's siren sound at once, `false-alarm` takes it out of every rate. */
export const AlarmCommand = Command.extend({ does: z.enum(['acknowledge', 'confirm', 'false-alarm']) })
export type AlarmCommand = z.infer<typeof AlarmCommand>

/** A screen says that it shows an alarm. */
export const ShownCommand = z.object({ id: z.uuid() })
export type ShownCommand = z.infer<typeof ShownCommand>

export const RevealCommand = z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(200) })
export type RevealCommand = z.infer<typeof RevealCommand>

/** Answers of commands: the thing as it stands now and the seq that told everybody. */
export const IncidentAnswer = z.object({ incident: Incident, seq: z.int().nonnegative() })
export type IncidentAnswer = z.infer<typeof IncidentAnswer>

export const AssignAnswer = z.object({
  assignment: Assignment,
  incident: Incident,
  seq: z.int().nonnegative(),
  /** Said, never enforced: `busy`, `off-duty`. */
  warnings: z.array(z.enum(['busy', 'off-duty'])),
})
export type AssignAnswer = z.infer<typeof AssignAnswer>

/** A number with everything that belongs to it; `query` opens the cases it counts. */
export const Rate = z.object({ n: z.int().nonnegative(), d: z.int().nonnegative() })
export type Rate = z.infer<typeof Rate>

/** 今日自办: the street's own figures of its day. Parts add up to totals. */
export const Figures = z.object({
  asOf: z.string(),
  day: z.string(),
  open: z.object({
    total: z.int(),
    today: z.int(),
    older: z.int(),
    late: z.int(),
    bySeverity: z.object({ '0': z.int(), '1': z.int(), '2': z.int(), '3': z.int(), '4': z.int() }),
  }),
  received: z.object({ total: z.int(), own: z.int(), found: z.int(), '12345': z.int(), done: z.int(), open: z.int() }),
  /** First human response within the tier / received. */
  responded: Rate,
  /** Done / due, of what fell due by now today. */
  done: Rate,
  /** Satisfied / reached, of today's revisits. */
  satisfied: Rate,
  specialistReports: z.int(),
  excluded: z.object({ drills: z.int(), falseAlarms: z.int(), merged: z.int() }),
})
export type Figures = z.infer<typeof Figures>
