import { AddResident, EditResident } from '#shared/resident'
import type { Device, Need, RegisteredResident } from '#shared/resident'

/** An entry of the register while somebody fills it in. An empty telephone or contact of a known resident stays as it is. */
export interface ResidentDraft {
  householdId: string | null
  name: string
  bornFrom: number | null
  needs: readonly Need[]
  device: Device | null
  reserveMinutes: number | null
  phone: string
  contactName: string
  contactRelation: string
  contactPhone: string
  notifiedOn: string
  noticePurpose: string
  noticeSource: string
}

/** Spans of five birth years, the oldest first; the one somebody has is always among them. */
export function birthSpans(year: number, own: number | null): number[] {
  const spans = Array.from({ length: 20 }, (_, nth) => year - (year % 5) - 100 + 5 * nth)
  return own === null || spans.includes(own) ? spans : [...spans, own].sort((one, other) => one - other)
}

export const emptyDraft = (today: string): ResidentDraft => ({
  householdId: null, name: '', bornFrom: null, needs: [], device: null, reserveMinutes: null, phone: '', contactName: '',
  contactRelation: '', contactPhone: '', notifiedOn: today, noticePurpose: '', noticeSource: '',
}) // prettier-ignore

export const draftOf = (known: RegisteredResident): ResidentDraft => ({
  ...emptyDraft(known.notifiedOn),
  householdId: known.householdId,
  name: known.name,
  bornFrom: known.bornFrom,
  needs: known.health.needs,
  device: known.health.device,
  reserveMinutes: known.health.deviceReserveMinutes,
  noticePurpose: known.noticePurpose,
  noticeSource: known.noticeSource,
})

/** A need that is taken away takes its device with it. */
export function toggleNeed(draft: ResidentDraft, need: Need): ResidentDraft {
  const needs = draft.needs.includes(need) ? draft.needs.filter((one) => one !== need) : [...draft.needs, need]
  return needs.includes('life-support') ? { ...draft, needs } : { ...draft, needs, device: null, reserveMinutes: null }
}

/** A field of the form, as refusals name it. */
export type DraftField = 'door' | 'name' | 'born' | 'needs' | 'device' | 'phone' | 'contact' | 'notified' | 'purpose' | 'source' // prettier-ignore

/** Fields the server would refuse, by the server's own schema; empty when it can be sent. */
export function wrongFields(draft: ResidentDraft, known: RegisteredResident | null): DraftField[] {
  const read = known ? EditResident.safeParse(editOf(draft, { id: ANY, revision: 1 })) : AddResident.safeParse(addOf(draft, ANY)) // prettier-ignore
  return read.success ? [] : [...new Set(read.error.issues.map(({ path }) => fieldAt(path.join('.'))))]
}

/** Where on the form a refusal of the server belongs. */
export function fieldAt(path: string): DraftField {
  if (path.startsWith('householdId')) return 'door'
  if (path.startsWith('person.name')) return 'name'
  if (path.startsWith('person.bornFrom')) return 'born'
  if (path.startsWith('person.phone')) return 'phone'
  if (path.startsWith('person.contact')) return 'contact'
  if (path.startsWith('health.device')) return 'device'
  if (path.startsWith('notifiedOn')) return 'notified'
  if (path.startsWith('noticePurpose')) return 'purpose'
  return path.startsWith('noticeSource') ? 'source' : 'needs'
}

/** Not parsed: what is still missing is for the schema to say. */
export const addOf = (draft: ResidentDraft, id: string): unknown => ({
  id,
  householdId: draft.householdId,
  person: { name: draft.name, bornFrom: draft.bornFrom, phone: draft.phone.trim() || null, contact: contactOf(draft) },
  health: healthOf(draft),
  ...noticeOf(draft),
})

export const editOf = (draft: ResidentDraft, seen: { id: string; revision: number }): unknown => ({
  ...seen,
  person: {
    name: draft.name,
    bornFrom: draft.bornFrom,
    ...(draft.phone.trim() !== '' && { phone: draft.phone.trim() }),
    ...(contactOf(draft) && { contact: contactOf(draft) }),
  },
  health: healthOf(draft),
  ...noticeOf(draft),
})

const ANY = '00000000-0000-4000-8000-000000000000'

function contactOf({ contactName, contactRelation, contactPhone }: ResidentDraft) {
  const contact = { name: contactName.trim(), relation: contactRelation.trim(), phone: contactPhone.trim() }
  return Object.values(contact).every((part) => part === '') ? null : contact
}

const healthOf = ({ needs, device, reserveMinutes }: ResidentDraft) => ({ needs, device, deviceReserveMinutes: reserveMinutes }) // prettier-ignore

const noticeOf = ({ notifiedOn, noticePurpose, noticeSource }: ResidentDraft) => ({ notifiedOn, noticePurpose, noticeSource }) // prettier-ignore
