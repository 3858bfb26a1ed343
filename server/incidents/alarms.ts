import { randomUUID } from 'node:crypto'
import type { Alarm } from '#shared/assignment'
import type { AlarmCommand, ShownCommand } from '#shared/api'
import type { Incident } from '#shared/incident'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import { alarmsOf, findAlarm, insertAlarm, insertDelivery, lockAlarm, saveAlarm } from './alarm-store.ts'
import { beginCalling, stopCalling } from './escalation.ts'
import { insertFact, lock, refold } from './incident-store.ts'
import { planRechecks } from './rechecks.ts'

/** A level 1 or 2 asks to be noticed. The wall's siren waits for a confirmation or 30 s; the desk hears it at once. */
export async function openAlarm(work: Work, incident: Pick<Incident, 'id'>, level: 1 | 2): Promise<void> {
  const alarm: Alarm = {
    id: randomUUID(),
    incidentId: incident.id,
    level,
    raisedAt: work.at,
    confirmedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    falseAlarm: false,
    steps: [],
    deliveries: [],
    nextStepAt: null,
    revision: 1,
  }
  await insertAlarm(work.db, alarm)
  // A level 2 has one tone and the top of the list; only a level 1 wakes one person after the other.
  if (level === 1) await beginCalling(work, alarm)
  work.changed('alarm', alarm.id, 1, ['raisedAt'])
}

/** 误报: all its alarms are over and no name stays attached to an honest mistake. */
export async function silenceFalse(work: Work, incidentId: string): Promise<void> {
  for (const alarm of await alarmsOf(work.db, incidentId)) {
    if (alarm.falseAlarm) continue
    const next = { ...alarm, acknowledgedAt: alarm.acknowledgedAt ?? work.at, falseAlarm: true, revision: alarm.revision + 1 } // prettier-ignore
    await saveAlarm(work.db, next)
    await stopCalling(work, alarm)
    work.changed('alarm', alarm.id, next.revision, ['falseAlarm'])
  }
}

/** Whoever merges has noticed: what was to be noticed goes on at the incident that stays. */
export async function quietAlarms(work: Work, incidentId: string): Promise<void> {
  for (const alarm of await alarmsOf(work.db, incidentId)) {
    if (alarm.acknowledgedAt) continue
    const quiet = { ...alarm, acknowledgedAt: work.at, acknowledgedBy: work.actor.label, revision: alarm.revision + 1 }
    await saveAlarm(work.db, quiet)
    await stopCalling(work, alarm)
    work.changed('alarm', alarm.id, quiet.revision, ['acknowledgedAt'])
  }
}

export type Alarms = ReturnType<typeof createAlarms>

export function createAlarms(run: RunCommand) {
  return {
    /** Acknowledges, confirms, or says 误报: then the incident is closed and counts in no rate. */
    answer: (alarmId: string, command: AlarmCommand, actor: Actor) =>
      run({ id: command.id, kind: `alarm-${command.does}`, actor, body: { ...command, alarmId } }, (work) =>
        answer(work, alarmId, command),
      ),

    /** A screen of this account shows it: delivered, which is not acknowledged. Told once an account. */
    shown: (alarmId: string, { id }: ShownCommand, actor: Actor & { id: string }) =>
      run({ id, kind: 'alarm-shown', actor, body: { alarmId } }, async (work) => {
        const alarm = await lockAlarm(work.db, alarmId)
        if (!alarm) throw new Problem('not-found', 'There is no such alarm')
        const isNew = await insertDelivery(work.db, alarmId, { accountId: actor.id, label: actor.label, at: work.at })
        if (!isNew) return { alarm }
        await saveAlarm(work.db, { ...alarm, revision: alarm.revision + 1 })
        work.changed('alarm', alarmId, alarm.revision + 1, ['deliveries'])
        return { alarm: (await findAlarm(work.db, alarmId)) ?? alarm }
      }),
  }
}

async function answer(work: Work, alarmId: string, command: AlarmCommand) {
  const { actor } = work
  const alarm = await seen(work, alarmId, command.revision)
  const incident = (await lock(work.db, [alarm.incidentId])).get(alarm.incidentId)
  if (!incident) throw new Error('An alarm without its incident')
  const isConfirmed = command.does === 'confirm'
  const isFalse = command.does === 'false-alarm'
  const next: Alarm = {
    ...alarm,
    confirmedAt: isConfirmed ? (alarm.confirmedAt ?? work.at) : alarm.confirmedAt,
    acknowledgedAt: isConfirmed ? alarm.acknowledgedAt : (alarm.acknowledgedAt ?? work.at),
    acknowledgedBy: command.does === 'acknowledge' ? (alarm.acknowledgedBy ?? actor.label) : alarm.acknowledgedBy,
    falseAlarm: alarm.falseAlarm || isFalse,
    nextStepAt: isConfirmed ? alarm.nextStepAt : null,
    revision: alarm.revision + 1,
  }
  await saveAlarm(work.db, next)
  if (!isConfirmed) await stopCalling(work, next)
  work.changed('alarm', next.id, next.revision, [command.does])
  if (isFalse) {
    // No name stays attached to an honest mistake.
    const fact = { id: command.id, incidentId: incident.id, kind: 'false-alarm', at: work.at, author: '值班调度', note: null, satisfied: null } as const // prettier-ignore
    await insertFact(work.db, fact, null)
    await silenceFalse(work, incident.id)
  }
  const folded = await refold(work.db, incident, work.at)
  work.changed('incident', folded.id, folded.revision, ['status', 'respondedAt', 'falseAlarm'])
  if (isFalse) await planRechecks(work, folded, 'false-alarm')
  return { alarm: next, incident: folded }
}

/**
 * The alarm as it was seen. That somebody else was called meanwhile, or has it on the screen too, stops no hand: only
 * an answer that came first does.
 */
async function seen(work: Work, id: string, revision: number): Promise<Alarm> {
  const alarm = await lockAlarm(work.db, id)
  if (!alarm) throw new Problem('not-found', 'There is no such alarm')
  if (alarm.revision !== revision && (alarm.acknowledgedAt !== null || alarm.falseAlarm)) {
    throw new Problem('conflict', 'Someone else answered this alarm first', { current: alarm })
  }
  return alarm
}
