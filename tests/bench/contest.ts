import { medianOf, roundFigure, spreadOf } from './figures.ts'

/** Whoever takes part: `measure` answers its cost in the unit of the contest, lower is better. */
export interface Contestant {
  id: string
  measure(): Promise<number> | number
}

/** A contestant that cannot take part here, and why. */
export interface Absent {
  id: string
  skipped: string
}

export interface Target {
  /** Times cheaper than the anchor, at least. */
  x_anchor?: number
  /** Times cheaper than the peer, at least. */
  x_peer?: number
  /** Times the limit, at most. */
  x_limit?: number
  /** Of ours in the unit, at most. */
  ours?: number
}

/** One goal on one workload. */
export interface Contest {
  goal: string
  wl: string
  unit: string
  ours: Contestant
  anchor: Contestant | Absent
  peer: Contestant | Absent
  limit: Contestant | Absent
  /** Further contestants, shown and not judged. */
  others?: readonly (Contestant | Absent)[]
  target: Target
  /** Whether every answer was found right, against the simulator or brute force. */
  isRight: boolean
  /** The same in every run, so that once is enough: bytes and counts. */
  isExact?: boolean
}

export interface Measured {
  id: string
  val: number
}

/** What one `BENCH` line says; the order of the fields is the order on the line. */
export interface Row {
  v: 1
  goal: string
  wl: string
  unit: string
  better: 'lower'
  ours: number
  anchor: Measured | Absent
  peer: Measured | Absent
  limit: Measured | Absent
  others?: (Measured | Absent)[]
  x_anchor: number | null
  x_peer: number | null
  x_limit: number | null
  target: Target
  reps: number
  iqr: number
  noisy: boolean
  /** Null when the line decides nothing. */
  pass: boolean | null
  commit: string
  node: string
  cpus: number
}

export type Outcome = Omit<Row, 'commit' | 'node' | 'cpus'>

/** The two measures of the limit, first and last, may differ by so much before the machine was too restless to judge. */
const STEADY = 0.25

/**
 * Every repetition asks everybody once; the limit is asked first and last of all. Before that it is asked once unheard:
 * what only the first time costs is not restlessness of the machine.
 */
export async function hold(contest: Contest, repetitions: number): Promise<Outcome> {
  const { goal, wl, unit, target, isRight, isExact = false } = contest
  const reps = isExact ? 1 : repetitions
  const all = [contest.limit, contest.anchor, contest.peer, ...(contest.others ?? []), contest.ours]
  const present = all.filter((one): one is Contestant => 'measure' in one)
  const values = new Map(present.map((one) => [one, [] as number[]]))
  if ('measure' in contest.limit && !isExact) await contest.limit.measure()
  for (let repetition = 0; repetition < reps; repetition++) {
    for (const one of present) values.get(one)?.push(await one.measure())
  }
  const first = 'measure' in contest.limit ? values.get(contest.limit)?.[0] : undefined
  const last = 'measure' in contest.limit && !isExact ? await contest.limit.measure() : first
  const noisy = first !== undefined && last !== undefined && Math.abs(last / first - 1) > STEADY

  const shown = (one: Contestant | Absent): Measured | Absent =>
    'measure' in one ? { id: one.id, val: roundFigure(medianOf(values.get(one) ?? [])) } : one
  const ours = values.get(contest.ours) ?? []
  const timesCheaper = (one: Contestant | Absent) =>
    'measure' in one ? roundFigure(medianOf(values.get(one) ?? []) / medianOf(ours)) : null
  const limit = timesCheaper(contest.limit)
  const found = {
    ours: roundFigure(medianOf(ours)),
    x_limit: limit === null ? null : roundFigure(1 / limit),
    x_anchor: timesCheaper(contest.anchor),
    x_peer: timesCheaper(contest.peer),
  }
  return {
    v: 1,
    goal,
    wl,
    unit,
    better: 'lower',
    ours: found.ours,
    anchor: shown(contest.anchor),
    peer: shown(contest.peer),
    limit: shown(contest.limit),
    ...(contest.others ? { others: contest.others.map(shown) } : {}),
    x_anchor: found.x_anchor,
    x_peer: found.x_peer,
    x_limit: found.x_limit,
    target,
    reps,
    iqr: roundFigure(spreadOf(ours)),
    noisy,
    pass: judge({ target, found, isRight, noisy }),
  }
}

interface Case {
  target: Target
  found: { ours: number; x_anchor: number | null; x_peer: number | null; x_limit: number | null }
  isRight: boolean
  noisy: boolean
}

/** A wrong answer fails, however fast; a restless machine and a missing contestant decide nothing. */
export function judge({ target, found, isRight, noisy }: Case): boolean | null {
  if (!isRight) return false
  if (noisy) return null
  const verdicts = [
    target.x_anchor === undefined ? true : found.x_anchor === null ? null : found.x_anchor >= target.x_anchor,
    target.x_peer === undefined ? true : found.x_peer === null ? null : found.x_peer >= target.x_peer,
    target.x_limit === undefined ? true : found.x_limit === null ? null : found.x_limit <= target.x_limit,
    target.ours === undefined ? true : found.ours <= target.ours,
  ]
  if (verdicts.includes(false)) return false
  return verdicts.includes(null) ? null : true
}
