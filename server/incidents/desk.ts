import type { EditCommand, FactCommand, MergeCommand, UnmergeCommand } from '#shared/api'
import { naturesWithPromise, originOfIncident } from '#shared/channel'
import type { Incident } from '#shared/incident'
import { kindOf } from '#shared/kind'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { dueAt } from '../promises/promise.ts'
import type { Calendar } from '../promises/calendar.ts'
import { absorb, checkFact, measuresIn, summaryOf } from './incident.ts'
import { channelsOf, find, insertFact, lock, lockSeen, refold, save } from './incident-store.ts'
import { openAlarm, quietAlarms, silenceFalse } from './alarms.ts'
import { planRechecks } from './rechecks.ts'

export interface DeskParts {
  run: RunCommand
  calendar: Calendar
  /** Was a plan started for this incident? Then it is closed only after the cause is gone. */
  hadEmergency(db: Db, incidentId: string): Promise<boolean>
}

export type Desk = ReturnType<typeof createDesk>

/** What people at the desk do with an incident. Each is one command: state, change, audit and answer together. */
export function createDesk({ run, calendar, hadEmergency }: DeskParts) {
  return {
    /** Records that something happened: arrived, controlled, restored, done, revisited, … Status follows. */
    recordFact: (incidentId: string, command: FactCommand, actor: Actor) =>
      run({ id: command.id, kind: 'fact', actor, body: { ...command, incidentId } }, async (work) => {
        const incident = await lockSeen(work.db, incidentId, command.revision)
        checkFact(incident, command.kind)
        if (command.kind === 'closed' && !incident.rootedOutAt && (await hadEmergency(work.db, incidentId))) {
          throw new Problem('conflict', 'Restored is not rooted out: record that the cause is gone before closing', {
            current: incident,
          })
        }
        const isFalse = command.kind === 'false-alarm'
        const fact = {
          id: command.id,
          incidentId,
          kind: command.kind,
          at: work.at,
          // No name stays attached to an honest mistake.
          author: isFalse ? '值班调度' : actor.label,
          note: command.note ?? null,
          satisfied: command.satisfied ?? null,
        }
        await insertFact(work.db, fact, isFalse ? null : actor.id)
        if (isFalse) await silenceFalse(work, incidentId)
        const next = await refold(work.db, incident, work.at)
        work.changed('incident', incidentId, next.revision, ['status', command.kind])
        // It burns after all: whoever was not called must be called now.
        const { severity } = next
        if (incident.falseAlarm && !next.falseAlarm && (severity === 1 || severity === 2)) {
          await openAlarm(work, next, severity)
        }
        await planRechecks(work, next, command.kind)
        return { incident: next }
      }),

    /** Corrects kind or level. The promise is counted anew from the first report, never from now. */
    edit: (incidentId: string, command: EditCommand, actor: Actor) =>
      run({ id: command.id, kind: 'edit', actor, body: { ...command, incidentId } }, async (work) => {
        const incident = await lockSeen(work.db, incidentId, command.revision)
        const next = edited(incident, command, calendar)
        await save(work.db, { ...next, updatedAt: work.at, revision: incident.revision + 1 })
        work.changed('incident', incidentId, incident.revision + 1, ['kind', 'severity', 'dueAt'])
        const { severity } = next
        if (severity !== incident.severity && (severity === 1 || severity === 2)) await openAlarm(work, next, severity)
        return { incident: { ...next, updatedAt: work.at, revision: incident.revision + 1 } }
      }),

    /** Joins two incidents that are one event. Every report moves along and keeps its own answer. */
    merge: (incidentId: string, command: MergeCommand, actor: Actor) =>
      run({ id: command.id, kind: 'merge', actor, body: { ...command, incidentId } }, (work) =>
        merge(work, incidentId, command, calendar),
      ),

    /** Undoes a merge: exactly the reports that moved go back. */
    unmerge: (incidentId: string, command: UnmergeCommand, actor: Actor) =>
      run({ id: command.id, kind: 'unmerge', actor, body: { ...command, incidentId } }, (work) =>
        unmerge(work, incidentId, command, calendar),
      ),
  }
}

export function edited(incident: Incident, command: EditCommand, calendar: Calendar): Incident {
  const kind = command.kind ?? incident.kind
  const { severity, tier } = kindOf(kind)
  const promised = naturesWithPromise.has(incident.nature) ? tier : null
  const measures = command.kind ? measuresIn(kind, incident.text ?? '') : incident.measures
  return {
    ...incident,
    kind,
    severity: command.severity ?? (command.kind ? severity : incident.severity),
    tier: promised,
    dueAt: promised && dueAt(promised, incident.receivedAt, calendar),
    measures,
    summary: summaryOf(kind, measures),
  }
}

async function merge(work: Work, fromId: string, command: MergeCommand, calendar: Calendar) {
  if (fromId === command.into) throw new Problem('invalid', 'An incident cannot be merged into itself')
  const locked = await lock(work.db, [fromId, command.into])
  const from = locked.get(fromId)
  const into = locked.get(command.into)
  if (!from || !into) throw new Problem('not-found', 'There is no such incident')
  if (from.revision !== command.revision) {
    throw new Problem('conflict', 'Someone else changed this incident first', { current: from })
  }
  if (from.mergedIntoId || into.mergedIntoId) {
    throw new Problem('conflict', 'One of the two was already merged', { current: from })
  }
  await work.db.query(
    `insert into report_move (report_id, from_id, into_id, at) select id, $1, $2, $3 from report where incident_id = $1`,
    [fromId, into.id, work.at],
  )
  await work.db.query(`update report set incident_id = $2, revision = revision + 1 where incident_id = $1`, [
    fromId,
    into.id,
  ])
  await quietAlarms(work, fromId)
  const kept = absorb(into, from, await channelsOf(work.db, into.id))
  return both(work, { ...from, mergedIntoId: into.id }, await fromFirstReport(work, kept, calendar))
}

/** The clock starts at the first report of the event, whichever incident it had opened. */
async function fromFirstReport(work: Work, incident: Incident, calendar: Calendar): Promise<Incident> {
  const { rows } = await work.db.query<{ at: string | null }>(
    `select min(received_at) as at from report where incident_id = $1`,
    [incident.id],
  )
  const receivedAt = rows[0]?.at ?? incident.receivedAt
  return { ...incident, receivedAt, dueAt: incident.tier && dueAt(incident.tier, receivedAt, calendar) }
}

async function unmerge(work: Work, fromId: string, command: UnmergeCommand, calendar: Calendar) {
  const intoId = (await find(work.db, fromId))?.mergedIntoId
  const locked = await lock(work.db, intoId ? [fromId, intoId] : [fromId])
  const seen = await lockSeen(work.db, fromId, command.revision)
  const into = seen.mergedIntoId && locked.get(seen.mergedIntoId)
  if (!into) throw new Problem('conflict', 'This incident is not merged', { current: seen })
  const { rows } = await work.db.query<{ reportId: string }>(
    `update report_move set undone_at = $3 where from_id = $1 and into_id = $2 and undone_at is null
     returning report_id as "reportId"`,
    [fromId, into.id, work.at],
  )
  await work.db.query(`update report set incident_id = $1, revision = revision + 1 where id = any($2)`, [
    fromId,
    rows.map(({ reportId }) => reportId),
  ])
  const kept = { ...into, origin: originOfIncident(await channelsOf(work.db, into.id)) }
  const back = await fromFirstReport(work, { ...seen, mergedIntoId: null }, calendar)
  return both(work, back, await fromFirstReport(work, kept, calendar))
}

async function both(work: Work, from: Incident, into: Incident) {
  const nextFrom = await refold(work.db, from, work.at)
  const nextInto = await refold(work.db, into, work.at)
  work.changed('incident', nextFrom.id, nextFrom.revision, ['mergedIntoId', 'status'])
  work.changed('incident', nextInto.id, nextInto.revision, ['reportCount', 'unanswered', 'severity', 'receivedAt'])
  return { incident: nextFrom, into: nextInto }
}
