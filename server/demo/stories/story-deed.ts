import type { KindId } from '#shared/kind'
import type { Instant } from '#shared/time'
import type { SentReading } from '#shared/reading'
import type { WhistleKind } from '#shared/whistle'
import type { DayStep } from '../day-step.ts'
import type { EmergencyHands, ResponseHands, WhistleDeed } from '../hands.ts'

/** One of the things that are done in an emergency, without the names that follow from the story. */
export type EmergencyDeed = {
  [Verb in keyof EmergencyHands]: { verb: Verb } & Omit<Parameters<EmergencyHands[Verb]>[0], 'id' | 'incidentId'>
}[keyof EmergencyHands]

/** The same for the legs of a plan and the looks that are owed. */
export type ResponseDeed = {
  [Verb in keyof ResponseHands]: { verb: Verb } & Omit<Parameters<ResponseHands[Verb]>[0], 'id' | 'incidentId'>
}[keyof ResponseHands]

/** One thing that happens in a story: as on any day, or one of these. */
export type StoryDeed =
  | DayStep
  | ({ at: Instant } & (
      | { does: 'merge'; id: string; reportId: string; into: string }
      | { does: 'edit'; id: string; reportId: string; kind: KindId }
      | { does: 'acknowledge'; id: string; reportId: string }
      | { does: 'whistle'; id: string; reportId: string; departmentId: string; kind: WhistleKind }
      /** `whistleId` is the `id` of the deed that whistled. */
      | { does: 'whistle-fact'; id: string; whistleId: string; deed: WhistleDeed }
      | { does: 'response'; id: string; reportId: string; deed: ResponseDeed }
      | { does: 'emergency'; id: string; reportId: string; deed: EmergencyDeed }
      /** What a station reads. */
      | { does: 'read'; id: string; reading: Omit<SentReading, 'id'> }
      /** The clock jumps to `to`, if it is not there yet. */
      | { does: 'wait'; to: Instant }
      /** A step begins; whatever belongs to it is done by others. */
      | { does: 'nothing' }
    ))
