import type { Channel } from '#shared/channel'
import type { Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import type { HintRequest, ReportRequest } from '#shared/report'

/** Where the caller says it is. A building comes first; a pin or an address where there is none. */
export interface DraftPlace {
  buildingId: string | null
  position: Position | null
  /** How the place is called: of the building, or what a person typed. */
  label: string
}

/** A call while it is being taken. Everything typed stays here until the server has it. */
export interface CallDraft {
  /** Made when the form opens and kept at every attempt: a call is stored at most once. */
  readonly id: string
  channel: Channel
  text: string
  /** Chosen by a person; null: as the words suggest. */
  kind: KindId | null
  place: DraftPlace | null
  address: string
  reporterName: string
  reporterPhone: string
  /** A person said that this speaks of an incident we know. */
  joins: { incidentId: string; number: string; summary: string } | null
}

export function newDraft(id: string, about: Partial<Omit<CallDraft, 'id'>> = {}): CallDraft {
  return {
    id,
    channel: 'hotline',
    text: '',
    kind: null,
    place: null,
    address: '',
    reporterName: '',
    reporterPhone: '',
    joins: null,
    ...about,
  }
}

/** Has anything been typed or chosen that would be missed? */
export function isBegun(draft: CallDraft): boolean {
  return [draft.text, draft.address, draft.reporterName, draft.reporterPhone].some((words) => words.trim() !== '')
}

/** What still has to be said before the call can be stored; empty when it can. */
export function missingIn(draft: CallDraft): ('text' | 'place' | 'phone')[] {
  const missing: ('text' | 'place' | 'phone')[] = []
  if (draft.text.trim() === '') missing.push('text')
  if (!draft.place && draft.address.trim() === '' && !draft.joins) missing.push('place')
  const phone = draft.reporterPhone.trim()
  if (phone !== '' && !/^[0-9+\- ]{3,24}$/.test(phone)) missing.push('phone')
  return missing
}

/** The call as it goes to the server. What is derived (grid, community, level, deadline) is never sent. */
export function requestOf(draft: CallDraft): ReportRequest {
  const address = draft.address.trim()
  const reporter = {
    ...(draft.reporterName.trim() ? { name: draft.reporterName.trim() } : {}),
    ...(draft.reporterPhone.trim() ? { phone: draft.reporterPhone.trim() } : {}),
  }
  return {
    id: draft.id,
    channel: draft.channel,
    text: draft.text.trim(),
    ...(draft.kind ? { kind: draft.kind } : {}),
    ...placeOf(draft),
    ...(address ? { address } : {}),
    ...(reporter.name || reporter.phone ? { reporter } : {}),
    ...(draft.joins ? { incidentId: draft.joins.incidentId } : {}),
  }
}

/** What the words and the place so far are asked about. */
export function hintRequestOf(draft: CallDraft): HintRequest {
  return { text: draft.text.trim(), ...(draft.kind ? { kind: draft.kind } : {}), ...placeOf(draft) }
}

function placeOf({ place }: CallDraft): { buildingId?: string; position?: Position } {
  if (place?.buildingId) return { buildingId: place.buildingId }
  return place?.position ? { position: place.position } : {}
}
