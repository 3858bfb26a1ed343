import type { Audience } from './account.ts'
import { Attempt, LedgerResident } from './emergency.ts'
import type { LaneEntity } from './feed.ts'
import { fieldPolicy, ledgerResidentPolicy } from './field-policy.ts'
import type { Seers } from './field-policy.ts'
import { maskName } from './resident.ts'
import type { Whistle } from './whistle.ts'

/** Decimals of a degree the wall gets: about ten metres, never one front door. */
const WALL_DECIMALS = 4

/** Digits of three and more in a leader's text: numbers of telephones, doors and papers. */
const NUMBERS = /[0-9０-９][0-9０-９\- ]{2,}/g

/** What the desk wrote about a department in words of its own. */
const whistleWords: ReadonlySet<string> = new Set(['note', 'reason', 'withdrawnWhy'] satisfies (keyof Whistle)[])

/** The same thing as one audience may see it. Fields that are not for it are absent, not empty. */
export function project<T extends { id: string; revision: number }>(entity: LaneEntity, state: T, audience: Audience) {
  const policy = fieldPolicy[entity]
  const seen: Record<string, unknown> & { id: string; revision: number } = { id: state.id, revision: state.revision }
  for (const [field, value] of Object.entries(state)) {
    if (policy[field]?.includes(audience)) seen[field] = coarsen(entity, field, value, audience)
  }
  return seen
}

function coarsen(entity: LaneEntity, field: string, value: unknown, audience: Audience): unknown {
  if (entity === 'ledgerRow' && field === 'residents' && Array.isArray(value)) {
    return value.map((resident: unknown) => projectResident(resident, audience))
  }
  if (entity === 'ledgerRow' && field === 'attempts' && audience === 'helper' && Array.isArray(value)) {
    // What others wrote down about a household is not for a neighbour who helps.
    return value.map((attempt: unknown) => ({ ...Attempt.parse(attempt), note: null }))
  }
  const isDeskWords = entity === 'whistle' && whistleWords.has(field)
  if (isDeskWords && audience === 'leader' && typeof value === 'string') return value.replace(NUMBERS, '…')
  if (entity !== 'incident') return value
  if (field === 'position' && audience === 'wall' && Array.isArray(value)) {
    return value.map((degrees) => Number(Number(degrees).toFixed(WALL_DECIMALS)))
  }
  if (field === 'text' && audience === 'leader' && typeof value === 'string') return value.replace(NUMBERS, '…')
  return value
}

function projectResident(resident: unknown, audience: Audience): Partial<LedgerResident> {
  const seen: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(LedgerResident.parse(resident))) {
    const seers: Seers = ledgerResidentPolicy[field as keyof LedgerResident] // the keys of what was parsed just now
    if (seers.includes(audience))
      seen[field] = audience === 'leader' && field === 'name' ? maskName(String(value)) : value
  }
  return seen
}

/** Is anything of this entity for this audience at all? */
export function isOnLaneOf(entity: LaneEntity, audience: Audience): boolean {
  return fieldPolicy[entity]['revision']?.includes(audience) ?? false
}
