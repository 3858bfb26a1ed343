import { shallowReadonly, shallowRef } from 'vue'
import type { AlarmCommand } from '#shared/api'
import type { AssignmentState } from '#shared/assignment'
import type { FactKind } from '#shared/incident'
import type { KindId } from '#shared/kind'
import type { Severity } from '#shared/severity'
import type { LegCommand } from '#shared/leg'
import type { RecheckResult } from '#shared/recheck'
import type { WhistleCommand } from '#shared/whistle-api'
import type { SeenAlarm, SeenIncident, SeenLeg, SeenRecheck, SeenWhistle } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'
import type { Outbox } from '../../commands/outbox.ts'
import { differencesIn, incidentInConflict } from '../../panels/desk/clash.ts'
import type { Difference, WatchedField } from '../../panels/desk/clash.ts'
import type { Unit } from '../../panels/desk/units.ts'
import type { WhistleRecord } from '../../panels/desk/whistle-record.ts'

/** Somebody else was first, and it matters to what one wanted. */
export interface Clash {
  incidentId: string
  title: string
  /** When what was seen had last changed: whoever did something since then was first. */
  seenAt: string
  differences: readonly Difference[]
  again: () => void
}

export interface Refusal {
  title: string
  error: unknown
}

export interface CommandParts {
  commands: Commands
  outbox: Outbox
  newId: () => string
  /** `desk.outbox.command.*` filled with values. */
  title: (what: string, values: Record<string, string>) => string
  word: (key: string) => string
}

/** An incident that moves on for other reasons (one more caller) does not stop a command; only so often, though. */
const MOST_TRIES = 4

interface Act<T> {
  incident: SeenIncident
  title: string
  /** What must not have changed under the hand, or else a person decides anew. */
  touches: readonly WatchedField[]
  attempt: (id: string, revision: number) => Promise<T>
  onDone?: (answer: T) => void
}

/** What the desk does with an incident. Each is one command with an id of its own and the revision that was seen. */
export function useIncidentCommands({ commands, outbox, newId, title, word }: CommandParts) {
  const clash = shallowRef<Clash | null>(null)
  const refusal = shallowRef<Refusal | null>(null)
  /** What is no refusal and still has to be said: a key that found nothing to do. */
  const said = shallowRef<string | null>(null)
  const answers = new Map<string, { id: string; isDone: boolean }>()
  const warnings = shallowRef<{ unit: string; kinds: readonly ('busy' | 'off-duty')[] } | null>(null)

  function act<T>(wanted: Act<T>, seen: SeenIncident = wanted.incident, tries = 1): Promise<void> {
    const id = newId()
    said.value = null
    return outbox.send({
      id,
      title: wanted.title,
      attempt: () => wanted.attempt(id, seen.revision),
      onAnswer(answer) {
        if (clash.value?.incidentId === seen.id) clash.value = null
        wanted.onDone?.(answer)
      },
      onRefused(problem) {
        const now = problem.code === 'conflict' ? incidentInConflict(problem.current) : null
        if (!now || now.revision <= seen.revision) {
          refusal.value = { title: wanted.title, error: problem }
          return
        }
        const differences = differencesIn(seen, now, wanted.touches)
        if (differences.length === 0 && tries < MOST_TRIES) {
          void act(wanted, now, tries + 1)
          return
        }
        clash.value = {
          incidentId: seen.id,
          title: wanted.title,
          seenAt: seen.updatedAt,
          differences: differences.length > 0 ? differences : differencesIn(seen, now),
          again: () => void act(wanted, now),
        }
      },
    })
  }

  /** A command on something else than an incident: a refusal is said, and the board shows how it stands. */
  function simple<T>(about: string, attempt: (id: string) => Promise<T>, onDone?: (answer: T) => void) {
    const id = newId()
    return outbox.send({
      id,
      title: about,
      attempt: () => attempt(id),
      onAnswer: (answer) => onDone?.(answer),
      onRefused: (problem) => (refusal.value = { title: about, error: problem }),
    })
  }

  return {
    clash: shallowReadonly(clash),
    refusal: shallowReadonly(refusal),
    warnings: shallowReadonly(warnings),
    said: shallowReadonly(said),
    leaveClash: () => (clash.value = null),
    /** Says that something could not be done or read. */
    tell: (about: string, error: unknown) => (refusal.value = { title: about, error }),
    say: (words: string) => (said.value = words),
    dismiss: () => {
      said.value = null
      refusal.value = null
      warnings.value = null
    },

    record(
      incident: SeenIncident,
      fact: { kind: FactKind; note: string | null; satisfied?: boolean | null },
      done: () => void,
    ) {
      const isNote = fact.kind === 'note'
      return act({
        incident,
        title: isNote
          ? title('note', { number: incident.number, text: fact.note ?? '' })
          : title('fact', { number: incident.number, fact: word(`common.fact.${fact.kind}`) }),
        touches: isNote ? [] : ['status', 'mergedIntoId', 'falseAlarm'],
        attempt: (id, revision) =>
          commands.recordFact(incident.id, {
            id,
            revision,
            kind: fact.kind,
            ...(fact.note === null ? {} : { note: fact.note }),
            ...(fact.satisfied === undefined ? {} : { satisfied: fact.satisfied }),
          }),
        onDone: done,
      })
    },

    edit: (incident: SeenIncident, change: { kind?: KindId; severity?: Severity }, done: () => void) =>
      act({
        incident,
        title: title('edit', {
          number: incident.number,
          what: [
            ...(change.kind === undefined ? [] : [word(`common.kind.${change.kind}`)]),
            ...(change.severity === undefined ? [] : [word(`common.severity.${change.severity}`)]),
          ].join(' · '),
        }),
        touches: ['kind', 'severity', 'mergedIntoId', 'falseAlarm'],
        attempt: (id, revision) => commands.edit(incident.id, { id, revision, ...change }),
        onDone: done,
      }),

    merge: (from: SeenIncident, into: SeenIncident, done: () => void) =>
      act({
        incident: from,
        title: title('merge', { from: from.number, into: into.number }),
        touches: ['kind', 'mergedIntoId', 'falseAlarm'],
        attempt: (id, revision) => commands.merge(from.id, { id, revision, into: into.id }),
        onDone: done,
      }),

    unmerge: (from: { id: string; number: string }, revision: number, done: () => void) =>
      simple(title('unmerge', { number: from.number }), (id) => commands.unmerge(from.id, { id, revision }), done),

    /** `onSend` is told the id of the command, which will be the assignment's; `onAnswer`, that it is made. */
    assign: (
      incident: SeenIncident,
      unit: Pick<Unit, 'type' | 'id' | 'label'>,
      told: { onSend: (id: string) => void; onAnswer: (id: string) => void },
    ) =>
      act({
        incident,
        title: title('assign', { number: incident.number, unit: unit.label }),
        touches: ['mergedIntoId', 'falseAlarm'],
        attempt(id, revision) {
          told.onSend(id)
          return commands.assign(incident.id, { id, revision, assignee: unit.type, assigneeId: unit.id })
        },
        onDone: (answer) => {
          told.onAnswer(answer.assignment.id)
          warnings.value = answer.warnings.length > 0 ? { unit: unit.label, kinds: answer.warnings } : null
        },
      }),

    moveAssignment: (
      assignment: { id: string; label: string; revision: number },
      state: AssignmentState,
      reason: string | null,
    ) =>
      simple(title('errand', { unit: assignment.label, state: word(`common.assignment.${state}`) }), (id) =>
        commands.moveAssignment(assignment.id, {
          id,
          revision: assignment.revision,
          state,
          ...(reason === null ? {} : { reason }),
        }),
      ),

    /** The id of the command is the whistle's: several departments are several commands, on their way at once. */
    whistle: (
      incident: Pick<SeenIncident, 'id' | 'number'>,
      { departmentId, label }: { departmentId: string; label: string },
      about: Omit<WhistleCommand, 'id' | 'departmentId'>,
    ) =>
      simple(title('whistle', { number: incident.number, unit: label }), (id) =>
        commands.whistle(incident.id, { id, departmentId, ...about }),
      ),

    recordWhistle: ({ id: whistleId, label, revision }: SeenWhistle, said: WhistleRecord) =>
      simple(title('whistleFact', { unit: label, what: word(`whistle.desk.do.${said.does}`) }), (id) =>
        commands.recordWhistle(
          whistleId,
          said.does === 'evaluated'
            ? {
                id,
                revision,
                does: said.does,
                verdict: said.verdict,
                mark: said.mark,
                ...(said.note ? { note: said.note } : {}),
              }
            : { id, revision, ...said },
        ),
      ),

    answerReport: (reportId: string, text: string, done: () => void) =>
      simple(title('answer', { text }), (id) => commands.answerReport(reportId, { id, text }), done),

    reveal: (reportId: string, reason: string, done: (text: string) => void) =>
      simple(
        title('reveal', {}),
        (id) => commands.reveal(reportId, { id, reason }),
        ({ name, phone }) => done([name, phone].filter(Boolean).join(' ')),
      ),

    /** Every leg of the plan at once. */
    startLegs: (incident: SeenIncident) =>
      act({
        incident,
        title: title('legs', { number: incident.number }),
        touches: ['kind', 'mergedIntoId', 'falseAlarm'],
        attempt: (id, revision) => commands.startLegs(incident.id, { id, revision }),
      }),

    moveLeg: (leg: SeenLeg, step: Pick<LegCommand, 'state' | 'calledBy' | 'note'>) =>
      simple(
        title('leg', { leg: word(`response.leg.party.${leg.party}`), state: word(`response.leg.state.${step.state}`) }),
        (id) => commands.moveLeg(leg.id, { id, revision: leg.revision, ...step }),
      ),

    recordRecheck: (recheck: SeenRecheck, result: RecheckResult, note: string | null) =>
      simple(title('recheck', { number: recheck.number, result: word(`response.recheck.${result}`) }), (id) =>
        commands.recordRecheck(recheck.id, {
          id,
          revision: recheck.revision,
          result,
          ...(note === null ? {} : { note }),
        }),
      ),

    /** Once per version of the alarm: a key pressed twice says it once, and one that failed waits in the list. */
    async answerAlarm(alarm: SeenAlarm, does: AlarmCommand['does'], what: string) {
      const version = `${alarm.id} ${alarm.revision}`
      const before = answers.get(version)
      if (before?.isDone || outbox.items.value.some((item) => item.id === before?.id)) return
      await simple(
        title('alarm', { what }),
        (id) => {
          answers.set(version, { id, isDone: false })
          return commands.answerAlarm(alarm.id, { id, revision: alarm.revision, does })
        },
        () => answers.set(version, { id: '', isDone: true }),
      )
    },
  }
}
