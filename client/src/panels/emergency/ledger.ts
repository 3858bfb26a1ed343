import type { AttemptMeans, LedgerRow, NextStep, Tier } from '#shared/emergency'
import { MINUTE_MS } from '#shared/time'

/** How a household stands, as one word: the strongest that is true. */
export type RowState =
  | 'todo' | 'help' | 'noAnswer' | 'contacted' | 'visited' | 'move' | 'supplied' | 'moved' | 'with-family' | 'refused' | 'refused-open' // prettier-ignore

/**
 * On life support a household stays to be moved until an outcome closes it: its tier says that the device does not
 * last until power is back. A refusal there closes nothing.
 */
export function stateOfRow(row: LedgerRow): RowState {
  if (row.outcome === 'refused' && !row.closed) return 'refused-open'
  if (row.outcome) return row.outcome
  if (row.help) return row.help.wish === 'move' ? 'move' : 'help'
  if (row.noAnswer) return 'noAnswer'
  if (needsMove(row) && (row.contactedAt || row.visitedAt)) return 'move'
  if (row.visitedAt) return 'visited'
  return row.contactedAt ? 'contacted' : 'todo'
}

/** The device does not last, and nothing closes the row yet. */
export const needsMove = (row: LedgerRow): boolean => row.tier === 0 && !row.closed

export const filters = ['all', 'waiting', 'noAnswer', 'move', 'mine'] as const
export type Filter = (typeof filters)[number]

/** `mine`: the rows whose visitor was chosen at this desk. */
export function passes(row: LedgerRow, filter: Filter, mine: ReadonlySet<string>): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'waiting':
      return !row.reached
    case 'noAnswer':
      return row.noAnswer
    case 'move':
      return needsMove(row)
    case 'mine':
      return mine.has(row.id)
  }
}

/** In order of need: tier; no answer to the last call; not visited; longest without contact; higher floor. */
export function byNeed(one: LedgerRow, other: LedgerRow): number {
  return (
    one.tier - other.tier ||
    Number(other.noAnswer) - Number(one.noAnswer) ||
    Number(one.reached) - Number(other.reached) ||
    text(one.contactedAt ?? '', other.contactedAt ?? '') ||
    (other.door?.floor ?? 0) - (one.door?.floor ?? 0) ||
    text(one.id, other.id)
  )
}

const text = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

export const tiers = [0, 1, 2, 3] as const satisfies readonly Tier[]

/** Rows under the heading of their tier; a tier without rows has no heading. */
export function bandsOf(rows: readonly LedgerRow[]): { tier: Tier; rows: LedgerRow[] }[] {
  const sorted = [...rows].sort(byNeed)
  return tiers
    .map((tier) => ({ tier, rows: sorted.filter((row) => row.tier === tier) }))
    .filter((band) => band.rows.length > 0)
}

/** The newest thing that is known of a household. */
export type LastStep =
  | { what: 'missed' | 'answered'; means: AttemptMeans; at: string }
  | { what: 'contacted' | 'visited' | 'outcome'; at: string }

export function lastStepOf(row: LedgerRow): LastStep | null {
  const attempt = row.attempts.at(-1)
  const steps: LastStep[] = [
    ...(row.contactedAt ? [{ what: 'contacted' as const, at: row.contactedAt }] : []),
    ...(attempt
      ? [{ what: attempt.answered ? ('answered' as const) : ('missed' as const), means: attempt.means, at: attempt.at }]
      : []),
    ...(row.visitedAt ? [{ what: 'visited' as const, at: row.visitedAt }] : []),
    ...(row.outcome && row.outcomeAt ? [{ what: 'outcome' as const, at: row.outcomeAt }] : []),
  ]
  // Of things in the same moment the later in the list says more.
  return steps.reduce<LastStep | null>((last, step) => (last && last.at > step.at ? last : step), null)
}

/** What is to be done next, by when. */
export interface NextAction {
  what: NextStep | 'contact-due' | 'visit-due' | 'move'
  at: string | null
  tone: 'calm' | 'near' | 'over'
}

const NEAR_MS = 10 * MINUTE_MS

export function nextActionOf(row: LedgerRow, now: number): NextAction | null {
  if (row.next) return { what: row.next.step, ...toneAt(row.next.at, now) }
  if (row.closed) return null
  if (!row.contactedAt && !row.reached) return { what: 'contact-due', ...toneAt(row.contactDueAt, now) }
  if (!row.reached) return { what: 'visit-due', ...toneAt(row.visitDueAt, now) }
  return needsMove(row) ? { what: 'move', at: null, tone: 'near' } : null
}

function toneAt(at: string, now: number): Pick<NextAction, 'at' | 'tone'> {
  const left = Date.parse(at) - now
  return { at, tone: left < 0 ? 'over' : left < NEAR_MS ? 'near' : 'calm' }
}

/** `6 号楼` of `翠屏里 6 号楼`: inside one compound its name says nothing. */
export const shortPlace = (place: string): string => place.split(' ').slice(1).join(' ') || place
