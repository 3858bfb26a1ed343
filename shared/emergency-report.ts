import { z } from 'zod'
import { AssignmentState } from './assignment.ts'
import { Channel } from './channel.ts'
import { EmergencyState, Outcome, Supply, SupplyState, Tier, Told, UpwardReport, Utility } from './emergency.ts'
import { KindId } from './kind.ts'
import { Instant } from './time.ts'
import { WhistleState } from './whistle.ts'

const count = z.int().nonnegative()

/** Every number the report of an emergency prints, in its order. Each has one definition and one query. */
export const CountKey = z.enum([
  'buildings',
  'households',
  'told',
  'staircases',
  'priority',
  'attention',
  'contacted',
  'supplied',
  'moved',
  'withFamily',
  'refused',
  'open',
  'reports',
  'answered',
  'assignments',
  'whistles',
  'upward',
  'steps',
])
export type CountKey = z.infer<typeof CountKey>

/** What exactly was counted: a document in which a number can be counted again by hand. */
export const countDefinitions: Record<CountKey, string> = {
  buildings: '启动时划定的受影响楼栋',
  households: '这些楼栋的全部住户（逐单元登记数之和）',
  told: '上门告知到的户数，以受影响户数为分母',
  staircases: '全部住户都已告知的单元，以受影响单元为分母',
  priority: '保命、失能高层、高龄独居三档：有人到过门口，或已有结果的户',
  attention: '关注一档：有人到过门口，或已有结果的户',
  contacted: '台账四档中联系上的户',
  supplied: '结果为已送达的户',
  moved: '结果为已转移的户',
  withFamily: '结果为家属接走的户',
  refused: '结果为本人谢绝的户（保命档谢绝不销号）',
  open: '还没有结果的户',
  reports: '并入本案的全部诉求，一个来电算一件',
  answered: '需答复的诉求中已答复的件数',
  assignments: '派出的队伍、人员，已到场的在分子',
  whistles: '吹哨且未撤回的部门，已报到的在分子',
  upward: '首报、续报、终报的次数',
  steps: '预案步骤，已勾的在分子',
}

/** `of` null: a plain count, without a denominator. */
export const ReportCount = z.object({ key: CountKey, n: count, of: count.nullable(), definition: z.string() })
export type ReportCount = z.infer<typeof ReportCount>

/** One side of an errand with its two times: when somebody said yes, and when they stood there. */
const ReportErrand = z.object({
  id: z.uuid(),
  label: z.string(),
  sentAt: Instant,
  answeredAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
})

/** A household of the ledger as paper may tell it: by building, without a name and without a door. */
export const ReportRow = z.object({
  id: z.uuid(),
  tier: Tier,
  place: z.string(),
  contactedAt: Instant.nullable(),
  visitedAt: Instant.nullable(),
  outcome: Outcome.nullable(),
  outcomeAt: Instant.nullable(),
})
export type ReportRow = z.infer<typeof ReportRow>

/**
 * The report of an emergency as one document. Nobody's name, telephone, door or words are in it; a leader gets no rows
 * of households and no posts that the policy keeps at the desk.
 */
export const EmergencyReport = z.object({
  asOf: Instant,
  emergencyId: z.uuid(),
  incidentId: z.uuid(),
  number: z.string(),
  kind: KindId,
  summary: z.string(),
  place: z.string(),
  drill: z.boolean(),
  state: EmergencyState,
  casualties: count,
  trapped: count,
  receivedAt: Instant,
  declaredAt: Instant,
  endedAt: Instant.nullable(),
  /** Two clocks, both from the first report: 恢复 and 根治. Null: not yet. */
  restoredAt: Instant.nullable(),
  rootedOutAt: Instant.nullable(),
  /** Who decided what, by post. */
  decided: z.array(
    z.object({ what: z.enum(['declared', 'planned-cut', 'distribution']), at: Instant, by: z.string(), reason: z.string().nullable() }), // prettier-ignore
  ),
  counts: z.array(ReportCount),
  utilities: z.array(
    z.object({ utility: Utility, states: z.record(SupplyState, count), buildings: count, restoredAt: Instant.nullable() }), // prettier-ignore
  ),
  /** `firstAt`, `lastAt`: when the first and the last household of the tier was reached; `lastAt` only when all were. */
  tiers: z.array(
    z.object({ tier: Tier, reached: count, all: count, firstAt: Instant.nullable(), lastAt: Instant.nullable() }),
  ),
  rows: z.array(ReportRow).nullable(),
  /** 入户告知 by building. */
  sweep: z.array(
    z.object({ place: z.string(), households: count, told: count, staircases: count, finished: count }), // prettier-ignore
  ),
  plan: z.array(z.object({ id: z.uuid(), text: z.string(), dueAt: Instant.nullable(), doneAt: Instant.nullable() })),
  supplies: z.array(Supply.pick({ id: true, item: true, stock: true, given: true, setAside: true })),
  reports: z.array(
    z.object({ id: z.uuid(), channel: Channel, receivedAt: Instant, needsAnswer: z.boolean(), answeredAt: Instant.nullable() }), // prettier-ignore
  ),
  upward: z.array(UpwardReport),
  assignments: z.array(ReportErrand.extend({ state: AssignmentState })),
  /** A withdrawn one is listed and not counted. */
  whistles: z.array(ReportErrand.extend({ state: WhistleState })),
  timeline: z.array(Told.extend({ by: z.string().nullable() })),
})
export type EmergencyReport = z.infer<typeof EmergencyReport>
