import { kinds } from './kind-table.ts'
import { z } from 'zod'
import type { PromiseTier } from './promise.ts'
import type { Severity } from './severity.ts'

export const KindId = z.enum([
  'garage-fire',
  'gas-leak',
  'lift-trapped',
  'pipe-burst',
  'power-outage',
  'water-outage',
  'heating-outage',
  'waterlogging',
  'sewage-overflow',
  'manhole',
  'fire-lane-blocked',
  'lift-outage',
  'leak',
  'road-damage',
  'street-light',
  'parking',
  'litter',
  'clutter',
  'noise',
  'neighbour',
  'question',
  'suggestion',
  'other',
])
export type KindId = z.infer<typeof KindId>

/** The six shares in which a year is told: utilities and flood, property and environment, questions, parking and road, neighbours, the rest. */
export const KindGroup = z.enum(['utility', 'property', 'question', 'road', 'neighbour', 'other'])
export type KindGroup = z.infer<typeof KindGroup>

export interface Kind {
  id: KindId
  /** The Chinese name; other languages stand in the client's words. */
  label: string
  group: KindGroup
  severity: Severity
  tier: PromiseTier
  /** How near and how recent two reports of this kind must be to speak of one incident. */
  nearMeters: number
  recentMinutes: number
  /** GB/T 30428 event code: six digits of district, then class. To be checked against the bought standard. */
  standardCode: string
  /** Words in a report that suggest this kind. The first kind in this table with a hit wins, so the dangerous ones stand first. */
  words: readonly string[]
}

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

/** Every id of the enumeration has its row; a test keeps that true. */
export function kindOf(id: KindId): Kind {
  const kind = byId.get(id)
  if (!kind) throw new Error(`no kind ${id} in the table of kinds`)
  return kind
}

/** On a road or in a yard: where such a thing happens is a spot, not a house. */
export function isOutdoors(id: KindId): boolean {
  return kindOf(id).group === 'road' || id === 'waterlogging'
}
