import { z } from 'zod'

/** On duty a worker has a position; off duty none is taken, stored or sent. */
export const Duty = z.enum(['on', 'off'])
export type Duty = z.infer<typeof Duty>

/** 网格员, 应急队员: staff who can be sent. */
export const Worker = z.object({
  id: z.uuid(),
  code: z.string(),
  /** The unit as the wall calls it: `翠屏里 03 网格`. Fixed vocabulary, no name. */
  label: z.string(),
  /** Never on the wall. */
  name: z.string(),
  communityId: z.uuid().nullable(),
  gridId: z.uuid().nullable(),
  teamId: z.uuid().nullable(),
  skills: z.array(z.string()),
  duty: Duty,
  revision: z.int().positive(),
})
export type Worker = z.infer<typeof Worker>

/** 队伍: workers and equipment that move together. */
export const Team = z.object({
  id: z.uuid(),
  code: z.string(),
  label: z.string(),
  kind: z.enum(['emergency-squad', 'micro-fire-station', 'water-truck', 'power', 'medical', 'patrol']),
  people: z.int().positive(),
  equipment: z.array(z.string()),
  duty: Duty,
})
export type Team = z.infer<typeof Team>

/** An outside body that can be whistled, or (`called`) only called: 119, 110, 120. `own`: the street's own office, assigned. */
export const Department = z.object({
  id: z.uuid(),
  code: z.string(),
  label: z.string(),
  relation: z.enum(['whistled', 'called', 'own']),
})
export type Department = z.infer<typeof Department>

/** 民情热线: one duty line per community. `cut`: no connection to the telephone. */
export const Line = z.object({
  id: z.uuid(),
  communityId: z.uuid(),
  ordinal: z.int().positive(),
  state: z.enum(['idle', 'talking', 'cut']),
  missed: z.int().nonnegative(),
  callbacks: z.int().nonnegative(),
  revision: z.int().positive(),
})
export type Line = z.infer<typeof Line>

export const Roster = z.object({
  workers: z.array(Worker),
  teams: z.array(Team),
  departments: z.array(Department),
  /** 带班领导, by role only. */
  leaderOnDuty: z.string().nullable(),
  shift: z.object({ name: z.string(), endsAt: z.string(), planned: z.int().nonnegative() }),
})
export type Roster = z.infer<typeof Roster>
