import { randomUUID } from 'node:crypto'
import type { Alarm } from '#shared/assignment'
import type { AlarmCommand } from '#shared/api'
import type { Incident } from '#shared/incident'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import { planRechecks } from './rechecks.ts'
import { insertAlarm, insertFact, lock, lockAlarm, refold, saveAlarm } from './incident-store.ts'

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
    revision: 1,
  }
  await insertAlarm(work.db, alarm)
  await work.changed('alarm', alarm.id, 1, ['raisedAt'])
}

export type Alarms = ReturnType<typeof createAlarms>

export function createAlarms(run: RunCommand) {
  return {
    /** Acknowledges, confirms, or says 误报: then the incident is closed and counts in no rate. */
    answer: (alarmId: string, command: AlarmCommand, actor: Actor) =>
      run({ id: command.id, kind: `alarm-${command.does}`, actor, body: { ...command, alarmId } }, async (work) => {
        const alarm = await seen(work, alarmId, command.revision)
        const next: Alarm = {
          ...alarm,
          confirmedAt: command.does === 'confirm' ? (alarm.confirmedAt ?? work.at) : alarm.confirmedAt,
          acknowledgedAt: command.does === 'confirm' ? alarm.acknowledgedAt : (alarm.acknowledgedAt ?? work.at),
          acknowledgedBy: command.does === 'acknowledge' ? (alarm.acknowledgedBy ?? actor.label) : alarm.acknowledgedBy,
          falseAlarm: alarm.falseAlarm || command.does === 'false-alarm',
          revision: alarm.revision + 1,
        }
        const incident = (await lock(work.db, [alarm.incidentId])).get(alarm.incidentId)
        if (!incident) throw new Error('An alarm without its incident')
        await saveAlarm(work.db, next)
        if (command.does === 'false-alarm') {
          // No name stays attached to an honest mistake.
          const fact = { id: command.id, incidentId: incident.id, kind: 'false-alarm', at: work.at, author: '值班调度', note: null, satisfied: null } as const // prettier-ignore
          await insertFact(work.db, fact, null)
        }
        const folded = await refold(work.db, incident, work.at)
        await work.changed('alarm', next.id, next.revision, [command.does])
        await work.changed('incident', folded.id, folded.revision, ['status', 'respondedAt', 'falseAlarm'])
        if (folded.falseAlarm) await planRechecks(work, folded, 'false-alarm')
        return { alarm: next, incident: folded }
      }),
  }
}

async function seen(work: Work, id: string, revision: number): Promise<Alarm> {
  const alarm = await lockAlarm(work.db, id)
  if (!alarm) throw new Problem('not-found', 'There is no such alarm')
  if (alarm.revision !== revision) {
    throw new Problem('conflict', 'Someone else answered this alarm first', { current: alarm })
  }
  return alarm
}
