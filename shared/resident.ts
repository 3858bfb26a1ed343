import { z } from 'zod'
import { Instant } from './time.ts'

/**
 * Why somebody stands on the priority register: what they need when supplies fail. There are no other categories of
 * people. `living-alone` counts together with the age; powered life support says which device and how long it lasts.
 */
export const Need = z.enum([
  'life-support',
  'bed-bound',
  'dementia',
  'blind',
  'hard-of-hearing',
  'limited-mobility',
  'living-alone',
  'old-couple',
])
export type Need = z.infer<typeof Need>

export const needWords: Record<Need, string> = {
  'life-support': '生命支持设备',
  'bed-bound': '卧床',
  'dementia': '失智',
  'blind': '失明',
  'hard-of-hearing': '听力差，需当面',
  'limited-mobility': '行动不便',
  'living-alone': '独居',
  'old-couple': '双老同住',
} // prettier-ignore

/** Needs as the task at the door: power, mobility, communication. */
export const NeedCode = z.enum(['power', 'mobility', 'communication'])
export type NeedCode = z.infer<typeof NeedCode>

const codeOfNeed: Record<Need, NeedCode | null> = {
  'life-support': 'power',
  'bed-bound': 'mobility',
  'dementia': 'communication',
  'blind': 'communication',
  'hard-of-hearing': 'communication',
  'limited-mobility': 'mobility',
  'living-alone': null,
  'old-couple': null,
} // prettier-ignore

/** What whoever stands at the door has to mind; not which illness it comes from. */
export function needCodesOf(needs: readonly Need[]): NeedCode[] {
  const codes = new Set(needs.map((need) => codeOfNeed[need]))
  return NeedCode.options.filter((code) => codes.has(code))
}

/** A machine that keeps somebody alive and runs on mains power. */
export const Device = z.enum(['oxygen-concentrator', 'ventilator', 'infusion-pump', 'dialysis'])
export type Device = z.infer<typeof Device>

export const deviceWords: Record<Device, string> = {
  'oxygen-concentrator': '制氧机',
  'ventilator': '呼吸机',
  'infusion-pump': '输液泵',
  'dialysis': '透析机',
} // prettier-ignore

/** What is told of an age; never the birthday. */
export const AgeBand = z.enum(['under-60', '60-69', '70-79', '80+'])
export type AgeBand = z.infer<typeof AgeBand>

/**
 * The band on a street day, from a span of five birth years that begins with `bornFrom`. The oldest of the span
 * decides: nobody loses help because we know too little about their birthday.
 */
export function ageBandOf(bornFrom: number, day: string): AgeBand {
  const age = Number(day.slice(0, 4)) - bornFrom
  if (age >= 80) return '80+'
  if (age >= 70) return '70-79'
  return age >= 60 ? '60-69' : 'under-60'
}

/** What makes somebody need help. Sealed at rest as one. */
export const Health = z.object({
  needs: z.array(Need).min(1).max(8),
  device: Device.nullable(),
  /** How long the device runs without mains power, in minutes; null with a device: nobody knows. */
  deviceReserveMinutes: z.int().nonnegative().max(10_080).nullable(),
})
export type Health = z.infer<typeof Health>

/** Whom to call when nobody answers. */
export const EmergencyContact = z.object({
  name: z.string().trim().min(1).max(60),
  relation: z.string().trim().min(1).max(30),
  phone: z
    .string()
    .trim()
    .regex(/^[0-9+\- ]{3,24}$/, 'expected a telephone number of 3 to 24 digits'),
})
export type EmergencyContact = z.infer<typeof EmergencyContact>

/** A resident of the register as the register is shown: the telephone masked, the door left out. */
export const Resident = z.object({
  id: z.uuid(),
  name: z.string(),
  ageBand: AgeBand,
  needs: z.array(Need),
  /** `100****0417`; null when there is none. Seeing it whole is an act that is written down. */
  phoneMasked: z.string().nullable(),
  hasContact: z.boolean(),
  buildingId: z.uuid(),
  /** The building: `翠屏里 8 号楼`. */
  place: z.string(),
  communityId: z.uuid(),
  gridId: z.uuid(),
  /** When and how they were told that they stand on the register. */
  notifiedOn: z.iso.date(),
  noticeSource: z.string(),
  revision: z.int().positive(),
})
export type Resident = z.infer<typeof Resident>

export const ResidentQuery = z.object({
  community: z.uuid().optional(),
  building: z.uuid().optional(),
  need: Need.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.uuid().optional(),
})
export type ResidentQuery = z.infer<typeof ResidentQuery>

/** How many there are, by community and by need. Counts only. */
export const ResidentCounts = z.object({
  asOf: Instant,
  total: z.int().nonnegative(),
  communities: z.array(z.object({ communityId: z.uuid(), residents: z.int().nonnegative() })),
  needs: z.array(z.object({ need: Need, residents: z.int().nonnegative() })),
})
export type ResidentCounts = z.infer<typeof ResidentCounts>

/** In a running emergency a reveal asks nothing; at any other time it needs a reason. Both are written down. */
export const RevealResident = z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(200).optional() })
export type RevealResident = z.infer<typeof RevealResident>

export const RevealedResident = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  contact: EmergencyContact.nullable(),
})
export type RevealedResident = z.infer<typeof RevealedResident>

const PhoneNumber = EmergencyContact.shape.phone

/** Who somebody is. Sealed, and never in the fingerprint of a command as it stands. No number of any paper. */
const Person = z.object({
  name: z.string().trim().min(1).max(60),
  /** The first of a span of five birth years; the birthday is not collected. */
  bornFrom: z.int().min(1900).max(2100),
  phone: PhoneNumber.nullable(),
  contact: EmergencyContact.nullable(),
})

/** A device belongs to life support and to nothing else; how long it lasts may be unknown. */
const WrittenHealth = Health.refine(({ needs, device }) => needs.includes('life-support') || device === null, {
  message: 'expected a device only with the need of life support',
  path: ['device'],
})
  .refine(({ device, deviceReserveMinutes }) => device !== null || deviceReserveMinutes === null, {
    message: 'expected a reserve only with a device',
    path: ['deviceReserveMinutes'],
  })
  .refine(({ needs }) => new Set(needs).size === needs.length, { message: 'expected each need once', path: ['needs'] })

/** That they were told: when, what for, and by which way. */
const Notice = {
  notifiedOn: z.iso.date(),
  noticePurpose: z.string().trim().min(1).max(120),
  noticeSource: z.string().trim().min(1).max(60),
}

/** Puts somebody on the register, behind a door that exists. `id` is the resident's and the command's at once. */
export const AddResident = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  person: Person,
  health: WrittenHealth,
  ...Notice,
})
export type AddResident = z.infer<typeof AddResident>

/** What is left out stays; a telephone or contact of null is taken away. */
export const EditResident = z.object({
  id: z.uuid(),
  revision: z.int().positive(),
  person: Person.partial(),
  health: WrittenHealth.optional(),
  notifiedOn: Notice.notifiedOn.optional(),
  noticePurpose: Notice.noticePurpose.optional(),
  noticeSource: Notice.noticeSource.optional(),
})
export type EditResident = z.infer<typeof EditResident>

/** Why somebody leaves the register. Whatever it is, they are erased. */
export const LeavingReason = z.enum(['moved', 'died', 'asked-to', 'no-need'])
export type LeavingReason = z.infer<typeof LeavingReason>

export const RemoveResident = z.object({ id: z.uuid(), revision: z.int().positive(), why: LeavingReason })
export type RemoveResident = z.infer<typeof RemoveResident>

/** No name: an answer is kept, the register is asked for anew. */
export const ResidentAnswer = z.object({
  resident: z.object({ id: z.uuid(), revision: z.int().positive() }),
  seq: z.int().nonnegative(),
})
export type ResidentAnswer = z.infer<typeof ResidentAnswer>

/** The whole entry with its door, as whoever mends it sees it; opening it is written down. */
export const RegisteredResident = Resident.pick({
  id: true, name: true, ageBand: true, phoneMasked: true, hasContact: true, notifiedOn: true, noticeSource: true, revision: true,
}).extend({
  householdId: z.uuid(),
  bornFrom: z.int(),
  health: Health,
  door: z.object({ place: z.string(), unit: z.int(), floor: z.int(), room: z.string() }),
  noticePurpose: z.string(),
}) // prettier-ignore
export type RegisteredResident = z.infer<typeof RegisteredResident>

/** A door of a building, to put somebody behind; nobody who lives there stands in it. */
export const BuildingDoor = z.object({ id: z.uuid(), unit: z.int(), floor: z.int(), room: z.string() })
export type BuildingDoor = z.infer<typeof BuildingDoor>

/** `13812341234` → `138****1234`; short numbers show their last two digits only. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length >= 8 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`
}

/** `周桂兰` → `周**`: as a leader sees a resident inside a running emergency. */
export function maskName(name: string): string {
  return `${[...name][0] ?? ''}**`
}
