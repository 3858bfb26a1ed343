import { z } from 'zod'
import { listOf } from './api.ts'
import { Origin } from './channel.ts'
import { Position, Ring } from './geo.ts'
import { Status } from './incident.ts'
import { KindGroup, KindId } from './kind.ts'
import { PreSeasonTask } from './pre-season.ts'
import { RainOver } from './reading.ts'
import { Season } from './season.ts'
import { Severity } from './severity.ts'
import { ClaimedInstant, Instant } from './time.ts'

/** Which kinds a look back is about: one of the six shares of a year, or all of them. */
export const HistoryGroup = z.union([KindGroup, z.literal('all')])
export type HistoryGroup = z.infer<typeof HistoryGroup>

/** Why an incident is in no figure of the history. The first that applies is told. */
export const LeftOut = z.enum(['drill', 'false-alarm', 'merged', 'care-call', 'repeat-caller', 'no-trouble'])
export type LeftOut = z.infer<typeof LeftOut>

/** `from` up to but not including `to`; left out, the last twelve calendar months, the running one with them. */
const Period = z.object({ from: ClaimedInstant.optional(), to: ClaimedInstant.optional() })

export const HotspotQuery = Period.extend({ group: HistoryGroup.default('utility') })
export type HotspotQuery = z.infer<typeof HotspotQuery>

/** 反复: so many incidents of a kind at a place within so many days. */
export const RecurrenceRule = z.object({
  times: z.coerce.number().int().min(2).max(20).default(3),
  windowDays: z.coerce.number().int().min(1).max(366).default(90),
})
export type RecurrenceRule = z.infer<typeof RecurrenceRule>

/** `window` in days and `times` are the rule's; `kind` may name several, with commas between. */
export const RecurrenceQuery = Period.extend({
  group: HistoryGroup.default('all'),
  window: RecurrenceRule.shape.windowDays,
  times: RecurrenceRule.shape.times,
  kind: z
    .preprocess((value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value), z.array(KindId))
    .optional(),
})
export type RecurrenceQuery = z.infer<typeof RecurrenceQuery>

/** 未根治, 观察中, 已根治. A cause that is said to be gone is watched first; in season, until the season has come again. */
export const CureState = z.enum(['not-cured', 'watched', 'rooted-out'])
export type CureState = z.infer<typeof CureState>

export const Recurrence = z.object({
  /** Names the place and the kind; the filter `place` of the cases. */
  id: z.string(),
  kind: KindId,
  place: z.string(),
  communityId: z.uuid().nullable(),
  buildingId: z.uuid().nullable(),
  /** 产权单位 of that building, who can root it out; null: none, or no building. */
  owner: z.string().nullable(),
  position: Position,
  /** Incidents under the rule within the period, and when they came in. */
  count: z.int().positive(),
  receivedAt: z.array(Instant),
  caseIds: z.array(z.uuid()),
  /** Most of them within one window of the rule, whenever that was. */
  most: z.int().positive(),
  /** It comes with this season, in so many different years. */
  season: Season.nullable(),
  seasonYears: z.int().nonnegative(),
  last: z.object({
    id: z.uuid(),
    number: z.string(),
    receivedAt: Instant,
    restoredMinutes: z.int().nonnegative().nullable(),
    /** What was done, in the words of the desk. */
    fix: z.string().nullable(),
  }),
  state: CureState,
  /** Since the cause is said to be gone. */
  curedDays: z.int().nonnegative().nullable(),
  /** Watched until the season comes again, instead of for some days. */
  awaitsSeason: z.boolean(),
  waitsFor: z.string().nullable(),
})
export type Recurrence = z.infer<typeof Recurrence>

/** What came in at a place over a time, with the rain beside it; null: no gauge near enough had read anything. */
export const PlacePart = z.object({
  from: Instant,
  to: Instant,
  count: z.int().nonnegative(),
  reports: z.int().nonnegative(),
  rain: RainOver.nullable(),
})
export type PlacePart = z.infer<typeof PlacePart>

/** The same kind at the same place, season after season: found from what came in alone. */
export const SeasonalPlace = z.object({
  /** As the id of a recurrence. */
  id: z.string(),
  kind: KindId,
  place: z.string(),
  communityId: z.uuid().nullable(),
  buildingId: z.uuid().nullable(),
  position: Position,
  season: Season,
  /** Successive seasons that each brought it at least twice; the newest last. */
  seasons: z.array(z.object({ year: z.int(), from: Instant, to: Instant, count: z.int().positive() })),
  state: CureState,
  awaitsSeason: z.boolean(),
  /** For the season to come; null when none is needed, or none is written yet. */
  task: PreSeasonTask.nullable(),
})
export type SeasonalPlace = z.infer<typeof SeasonalPlace>

/**
 * What a root cure came to. `no-cure`: nobody says that the cause is gone. `no-rain`: nothing has tested it,
 * 未经雨验证. `too-early`: watched still. Only `held` may be called better.
 */
export const CureProof = z.enum(['no-cure', 'came-back', 'no-rain', 'no-season', 'too-early', 'held'])
export type CureProof = z.infer<typeof CureProof>

/** One place before and after its cure. */
export const PlaceHistory = z.object({
  asOf: Instant,
  id: z.string(),
  kind: KindId,
  place: z.string(),
  /** Of its building; null outdoors, where nobody can say how many it concerns. */
  households: z.int().nonnegative().nullable(),
  season: Season.nullable(),
  /** Every season of the last two years and the running one, oldest first; empty when it comes with none. */
  seasons: z.array(PlacePart.extend({ year: z.int() })),
  curedAt: Instant.nullable(),
  cure: z.string().nullable(),
  /** As many days on either side of the cure, 90 at most; with a season, the one before it, and all since. */
  before: PlacePart.nullable(),
  after: PlacePart.nullable(),
  proof: CureProof,
  /** Calls of the same person while it was worked on: in no count. */
  repeats: z.int().nonnegative(),
  task: PreSeasonTask.nullable(),
})
export type PlaceHistory = z.infer<typeof PlaceHistory>

export const PlaceQuery = z.object({ place: z.string().min(1).max(100) })
export type PlaceQuery = z.infer<typeof PlaceQuery>

export const RecurrenceList = listOf(Recurrence).extend({
  /** Whatever the period: by kind and place as they are named, in a fixed order. */
  seasonal: z.array(SeasonalPlace),
  from: Instant,
  to: Instant,
  rule: RecurrenceRule,
  watchDays: z.int().positive(),
})
export type RecurrenceList = z.infer<typeof RecurrenceList>

export const HotspotCell = z.object({
  id: z.string(),
  center: Position,
  ring: Ring,
  count: z.int().positive(),
  households: z.int().nonnegative(),
})
export type HotspotCell = z.infer<typeof HotspotCell>

/** A difference against chance, in a word; `too-few` cases say nothing. */
export const AgainstChance = z.enum(['many-more', 'as-chance', 'many-fewer', 'too-few'])
export type AgainstChance = z.infer<typeof AgainstChance>

export const CommunityHistory = z.object({
  /** null: outside every community. */
  id: z.uuid().nullable(),
  name: z.string().nullable(),
  households: z.int().nonnegative(),
  count: z.int().nonnegative(),
  /** Under the recurrence rule. */
  recurring: z.int().nonnegative(),
  byOrigin: z.object({ own: z.int(), found: z.int(), '12345': z.int() }),
  comparison: AgainstChance.nullable(),
  /** By households alone, and how far from it (Freeman–Tukey): behind 统计依据 only. */
  expected: z.number().nullable(),
  deviation: z.number().nullable(),
})
export type CommunityHistory = z.infer<typeof CommunityHistory>

export const Hotspots = z.object({
  asOf: Instant,
  from: Instant,
  to: Instant,
  group: HistoryGroup,
  rule: RecurrenceRule,
  total: z.int().nonnegative(),
  /** From so many reports. */
  reports: z.int().nonnegative(),
  recurring: z.int().nonnegative(),
  leftOut: z.record(LeftOut, z.int().nonnegative()),
  /** Edge of a cell. Cells lie where they lie, whatever the zoom, the period or the boundary. */
  cellMeters: z.number().positive(),
  /** Of three and more; total = their sum + remainder + unplaced. */
  cells: z.array(HotspotCell),
  remainder: z.object({ incidents: z.int().nonnegative(), cells: z.int().nonnegative() }),
  /** Somewhere in a community or a street, nobody knows where. */
  unplaced: z.int().nonnegative(),
  /** The last 24 calendar months of the street, oldest first: `2026-11`. */
  months: z.array(z.object({ month: z.string(), from: Instant, to: Instant, count: z.int().nonnegative() })),
  /** In their fixed order; counts add up to total. */
  communities: z.array(CommunityHistory),
  /** The same number of days just before. */
  before: z.object({ total: z.int().nonnegative(), comparison: AgainstChance, isWhole: z.boolean() }),
})
export type Hotspots = z.infer<typeof Hotspots>

/** What the wall may know of history: recurring incidents, from three in a cell, never a single dwelling. */
export const WallHotspots = z.object({
  asOf: Instant,
  from: Instant,
  to: Instant,
  cellMeters: z.number().positive(),
  cells: z.array(z.object({ center: Position, count: z.int().positive() })),
  remainder: z.int().nonnegative(),
})
export type WallHotspots = z.infer<typeof WallHotspots>

/** The cases behind one number; what is named narrows it. */
export const CaseQuery = HotspotQuery.extend({
  community: z.union([z.uuid(), z.literal('none')]).optional(),
  origin: Origin.optional(),
  cell: z.string().max(40).optional(),
  /** The id of a recurrence. */
  place: z.string().max(100).optional(),
  /** `place`: all that counts at the place, under the rule or not. */
  only: z.enum(['recurring', 'remainder', 'unplaced', 'place']).optional(),
  leftOut: LeftOut.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.coerce.number().int().nonnegative().default(0),
})
export type CaseQuery = z.infer<typeof CaseQuery>

export const PastCase = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: KindId,
  severity: Severity,
  status: Status,
  place: z.string(),
  summary: z.string(),
  origin: Origin,
  reportCount: z.int().positive(),
  receivedAt: Instant,
  doneAt: Instant.nullable(),
})
export type PastCase = z.infer<typeof PastCase>

export const CaseList = listOf(PastCase)
export type CaseList = z.infer<typeof CaseList>
