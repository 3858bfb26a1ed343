import type { KindId } from '#shared/kind'
import { kindOf } from '#shared/kind'
import type { Department } from '#shared/people'
import type { Severity } from '#shared/severity'
import { STREET_OFFSET_MS } from '#shared/time'
import type { WhistleKind } from '#shared/whistle'

/** A whistle that is being put together: several departments, one kind. */
export interface WhistleDraft {
  kind: WhistleKind
  departmentIds: readonly string[]
  /** As the field holds it, in the street's time: `2026-11-20T09:00`. */
  agreed: string
  reason: string
}

interface About {
  kind: KindId
  severity: Severity
  /** A plan was started for it. */
  isEmergency: boolean
}

/** What a department is called that has to do with a kind of trouble. A word in its name; nobody is asked to keep a table. */
const namesOf: Partial<Record<KindId, readonly RegExp[]>> = {
  'power-outage': [/供电|电力/],
  'pipe-burst': [/自来水|供水|水务/, /供电|电力/, /供热|热力/],
  'water-outage': [/自来水|供水|水务/],
  'heating-outage': [/供热|热力/],
  'gas-leak': [/燃气/],
  waterlogging: [/排水/],
  'sewage-overflow': [/排水/],
  manhole: [/排水/],
  'road-damage': [/城管委|市政|道路/],
  'street-light': [/城管委|市政|供电/],
  litter: [/城管委|环卫/],
}

/** Troubles that several departments enforce together, at a time they agree upon. */
const enforcedTogether: ReadonlySet<KindId> = new Set(['parking', 'fire-lane-blocked', 'clutter', 'noise'])

/**
 * What the software proposes; the hand that whistles may choose otherwise. Nobody is proposed twice for one case, and
 * least of all who was whistled by mistake.
 */
export function proposedDraft(
  about: About,
  departments: readonly Department[],
  whistledIds: ReadonlySet<string>,
): WhistleDraft {
  const names = namesOf[about.kind] ?? []
  const fitting = names.flatMap((name) => departments.filter(({ label }) => name.test(label)))
  return {
    kind: proposedKind(about),
    departmentIds: [...new Set(fitting.map(({ id }) => id))].filter((id) => !whistledIds.has(id)),
    agreed: '',
    reason: '',
  }
}

function proposedKind({ kind, severity, isEmergency }: About): WhistleKind {
  if (isEmergency || severity === 1 || severity === 2) return 'emergency'
  if (enforcedTogether.has(kind)) return 'joint-enforcement'
  return kindOf(kind).group === 'utility' && severity === 3 ? 'emergency' : 'residents-problem'
}

/** The agreed time as an instant; null while none is set. */
export function agreedAtOf({ kind, agreed }: Pick<WhistleDraft, 'kind' | 'agreed'>): string | null {
  if (kind !== 'joint-enforcement' || agreed === '') return null
  const at = Date.parse(`${agreed}Z`)
  return Number.isNaN(at) ? null : new Date(at - STREET_OFFSET_MS).toISOString()
}

/** What has to be filled in before it can be blown. */
export function missingIn(draft: WhistleDraft, now: number): 'department' | 'agreed' | null {
  if (draft.departmentIds.length === 0) return 'department'
  if (draft.kind !== 'joint-enforcement') return null
  const at = agreedAtOf(draft)
  return at !== null && Date.parse(at) > now ? null : 'agreed'
}
