import { z } from 'zod'
import { Alarm, Assignment } from './assignment.ts'
import { BuildingUtility, Emergency, LedgerRow, SweepUnit } from './emergency.ts'
import { Incident } from './incident.ts'
import { Line, Worker } from './people.ts'
import { Leg } from './leg.ts'
import type { ProblemBody } from './problem.ts'
import { Recheck } from './recheck.ts'
import { Instant } from './time.ts'
import { Whistle } from './whistle.ts'

/** What travels on the change lane. */
export const LaneEntity = z.enum([
  'incident',
  'assignment',
  'whistle',
  'alarm',
  'worker',
  'line',
  'emergency',
  'ledgerRow',
  'sweepUnit',
  'buildingUtility',
  'recheck',
  'leg',
])
export type LaneEntity = z.infer<typeof LaneEntity>

/** A change row as it is stored: names of fields, never values. */
export const ChangeRow = z.object({
  seq: z.int().positive(),
  at: Instant,
  entity: LaneEntity,
  id: z.uuid(),
  revision: z.int().positive(),
  actorId: z.string().nullable(),
  fields: z.array(z.string()),
})
export type ChangeRow = z.infer<typeof ChangeRow>

/** An entity as one audience may see it: fields an audience may not see are absent, not empty. */
export interface LaneState {
  incident: Partial<Incident> & Pick<Incident, 'id' | 'revision'>
  assignment: Partial<Assignment> & Pick<Assignment, 'id' | 'revision'>
  whistle: Partial<Whistle> & Pick<Whistle, 'id' | 'revision'>
  alarm: Partial<Alarm> & Pick<Alarm, 'id' | 'revision'>
  worker: Partial<Worker> & Pick<Worker, 'id' | 'revision'>
  line: Partial<Line> & Pick<Line, 'id' | 'revision'>
  emergency: Partial<Emergency> & Pick<Emergency, 'id' | 'revision'>
  ledgerRow: Partial<LedgerRow> & Pick<LedgerRow, 'id' | 'revision'>
  sweepUnit: Partial<SweepUnit> & Pick<SweepUnit, 'id' | 'revision'>
  buildingUtility: Partial<BuildingUtility> & Pick<BuildingUtility, 'id' | 'revision'>
  recheck: Partial<Recheck> & Pick<Recheck, 'id' | 'revision'>
  leg: Partial<Leg> & Pick<Leg, 'id' | 'revision'>
}

const laneStates = {
  incident: Incident.partial().required({ id: true, revision: true }),
  assignment: Assignment.partial().required({ id: true, revision: true }),
  whistle: Whistle.partial().required({ id: true, revision: true }),
  alarm: Alarm.partial().required({ id: true, revision: true }),
  worker: Worker.partial().required({ id: true, revision: true }),
  line: Line.partial().required({ id: true, revision: true }),
  emergency: Emergency.partial().required({ id: true, revision: true }),
  ledgerRow: LedgerRow.partial().required({ id: true, revision: true }),
  sweepUnit: SweepUnit.partial().required({ id: true, revision: true }),
  buildingUtility: BuildingUtility.partial().required({ id: true, revision: true }),
  recheck: Recheck.partial().required({ id: true, revision: true }),
  leg: Leg.partial().required({ id: true, revision: true }),
} as const

/** One change as it is sent: the state as it is now, projected for the audience; or the word that it is gone. */
export const FeedChange = z.object({
  seq: z.int().positive(),
  at: Instant,
  entity: LaneEntity,
  id: z.uuid(),
  revision: z.int().positive(),
  state: z.looseObject({ id: z.uuid(), revision: z.int().positive() }).nullable(),
  gone: z.literal(true).optional(),
})
export type FeedChange = z.infer<typeof FeedChange>

export const Snapshot = z.object({
  epoch: z.uuid(),
  seq: z.int().nonnegative(),
  at: Instant,
  entities: z.object({
    incident: z.array(laneStates.incident),
    assignment: z.array(laneStates.assignment),
    whistle: z.array(laneStates.whistle),
    alarm: z.array(laneStates.alarm),
    worker: z.array(laneStates.worker),
    line: z.array(laneStates.line),
    emergency: z.array(laneStates.emergency),
    ledgerRow: z.array(laneStates.ledgerRow),
    sweepUnit: z.array(laneStates.sweepUnit),
    buildingUtility: z.array(laneStates.buildingUtility),
    recheck: z.array(laneStates.recheck),
    leg: z.array(laneStates.leg),
  }),
})
export type Snapshot = z.infer<typeof Snapshot>

/** The client's cursor. `null`: it has nothing yet. */
export const JoinRequest = z.object({ epoch: z.uuid().nullable(), since: z.int().nonnegative().nullable() })
export type JoinRequest = z.infer<typeof JoinRequest>

export const CatchUp = z.object({ epoch: z.uuid(), seq: z.int().nonnegative(), changes: z.array(FeedChange) })
export type CatchUp = z.infer<typeof CatchUp>

export const JoinAnswer = z.union([z.object({ snapshot: Snapshot }), CatchUp])
export type JoinAnswer = z.infer<typeof JoinAnswer>

/** Sent every 2 s after a successful look into the database; the age of data is measured from it. */
export const FeedTick = z.object({
  through: z.int().nonnegative(),
  checkedAt: Instant,
  serverNow: Instant,
  demoRate: z.number().positive().nullable(),
})
export type FeedTick = z.infer<typeof FeedTick>

/** Everything up to `through` that is not for this audience: a filtered stream has no false holes. */
export const FeedSkip = z.object({ through: z.int().positive() })
export type FeedSkip = z.infer<typeof FeedSkip>

/** Every 30 s: what a client should have. A mismatch means: take a snapshot, and count it. */
export const FeedDigest = z.object({ seq: z.int().nonnegative(), open: z.int().nonnegative(), hash: z.string() })
export type FeedDigest = z.infer<typeof FeedDigest>

export type Reply<T> = { ok: true; value: T } | { ok: false; problem: ProblemBody }

/** Positions: one row per slot of the binary frame. What is absent is not for this audience. */
export const TracksRoster = z.object({
  version: z.int().nonnegative(),
  entries: z.array(
    z.object({
      slot: z.int().nonnegative(),
      unit: z.enum(['worker', 'team']),
      label: z.string(),
      id: z.uuid().optional(),
      name: z.string().optional(),
    }),
  ),
})
export type TracksRoster = z.infer<typeof TracksRoster>

export interface ClientToServerEvents {
  'feed:join': (request: JoinRequest, reply: (answer: Reply<JoinAnswer>) => void) => void
  'tracks:join': (request: Record<string, never>, reply: (answer: Reply<TracksRoster>) => void) => void
}

export interface ServerToClientEvents {
  'feed:change': (change: FeedChange) => void
  'feed:skip': (skip: FeedSkip) => void
  'feed:tick': (tick: FeedTick) => void
  'feed:digest': (digest: FeedDigest) => void
  /** The server withheld something from a slow client: join again with your cursor. */
  'feed:resync': () => void
  'tracks:roster': (roster: TracksRoster) => void
  'tracks:frame': (frame: ArrayBuffer) => void
}
