import type { AssignmentState } from '#shared/assignment'
import type { Channel } from '#shared/channel'
import type { FactKind } from '#shared/incident'
import type { KindId } from '#shared/kind'
import { MINUTE_MS, plus, SECOND_MS } from '#shared/time'
import type { Instant } from '#shared/time'
import type { WhistleKind } from '#shared/whistle'
import type { MadeUpReport } from '../day-step.ts'
import type { WhistleDeed } from '../hands.ts'
import { createRandom, uuidFrom } from '../street/random.ts'
import type { StoryCast, StoryUnit } from './story-cast.ts'
import type { EmergencyDeed, ResponseDeed, StoryDeed } from './story-deed.ts'

export interface StoryStageParts {
  run: string
  /** When the step begins. */
  at: Instant
  cast: StoryCast
}

export interface Call {
  channel: Channel
  kind: KindId
  text: string
  place: Pick<MadeUpReport, 'buildingId' | 'position' | 'address'>
  /** The name of the call that opened the incident this one is known to speak of. */
  sameAs?: string
}

type Later = { after?: number }

export type StoryStage = ReturnType<typeof createStoryStage>

/**
 * On which one step of a story is written down. Calls and errands have names, unique in the story; whatever happens to
 * an incident names it by the call that opened it. `after`: seconds after the step begins.
 */
export function createStoryStage({ run, at, cast }: StoryStageParts) {
  const deeds: StoryDeed[] = []
  const id = (name: string) => uuidFrom(`${run}/${name}`)
  const when = (after = 0) => plus(at, Math.round(after * SECOND_MS))
  const random = createRandom(`story ${run} ${at}`)

  return {
    at,
    cast,
    random,
    deeds: (): readonly StoryDeed[] => deeds,

    call(name: string, { sameAs, ...call }: Call, { after }: Later = {}) {
      const found = call.channel === 'patrol' || call.channel === 'field' || call.channel === 'sensor'
      const { channel, kind, text, place } = call
      const report: MadeUpReport = { id: id(name), channel, kind, text, ...place, observedAt: when(after) }
      deeds.push({
        at: when(after),
        does: 'report',
        sameAs: sameAs === undefined ? null : id(sameAs),
        report: found ? report : { ...report, reporter: cast.caller(random.fork(name)) },
      })
    },

    answer(call: string, text: string, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'answer', id: id(`${call} answer`), reportId: id(call), text })
    },

    merge(call: string, into: string, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'merge', id: id(`${call} merge`), reportId: id(call), into: id(into) })
    },

    edit(call: string, kind: KindId, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'edit', id: id(`${call} is ${kind}`), reportId: id(call), kind })
    },

    acknowledge(call: string, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'acknowledge', id: id(`${call} heard`), reportId: id(call) })
    },

    fact(
      call: string,
      kind: FactKind,
      { after, note = null, satisfied = null }: Later & { note?: string | null; satisfied?: boolean | null } = {},
    ) {
      const name = `${call} ${kind} ${note ?? ''}`
      deeds.push({ at: when(after), does: 'fact', id: id(name), reportId: id(call), kind, note, satisfied })
    },

    /** `errand` is its name, for `move`. */
    send(errand: string, call: string, { assignee, assigneeId }: StoryUnit, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'assign', id: id(errand), reportId: id(call), assignee, assigneeId })
    },

    move(errand: string, state: AssignmentState, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'move', id: id(`${errand} ${state}`), assignmentId: id(errand), state })
    },

    /** Calls a department by its label; the label names the whistle, for `whistled`. */
    whistle(label: string, call: string, { after, kind = 'emergency' }: Later & { kind?: WhistleKind } = {}) {
      const departmentId = cast.department(label)
      deeds.push({
        at: when(after),
        does: 'whistle',
        id: id(`whistle ${label}`),
        reportId: id(call),
        departmentId,
        kind,
      })
    },

    /** What the department that was whistled did, or the desk about it. */
    whistled(label: string, deed: WhistleDeed, { after }: Later = {}) {
      const name = `whistle ${label} ${deed.does} ${at} ${after ?? 0}`
      deeds.push({ at: when(after), does: 'whistle-fact', id: id(name), whistleId: id(`whistle ${label}`), deed })
    },

    response(call: string, deed: ResponseDeed, { after }: Later = {}) {
      const name = `${call} ${deed.verb} ${JSON.stringify(deed)}`
      deeds.push({ at: when(after), does: 'response', id: id(name), reportId: id(call), deed })
    },

    emergency(call: string, deed: EmergencyDeed, { after }: Later = {}) {
      const name = `${call} ${deed.verb} ${JSON.stringify(deed)}`
      deeds.push({ at: when(after), does: 'emergency', id: id(name), reportId: id(call), deed })
    },

    /** A station reads something out of its turn. `station` is its code. */
    read(station: string, value: number, { after }: Later = {}) {
      const name = `${station} ${value} ${at} ${after ?? 0}`
      deeds.push({ at: when(after), does: 'read', id: id(name), reading: { station, value, observedAt: when(after) } })
    },

    /** The clock passes over so many minutes. */
    wait(minutes: number, { after }: Later = {}) {
      deeds.push({ at: when(after), does: 'wait', to: plus(when(after), minutes * MINUTE_MS) })
    },
  }
}
