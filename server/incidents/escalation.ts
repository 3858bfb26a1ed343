import type { Alarm, AlarmCalled, AlarmStep } from '#shared/assignment'
import { MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Work } from '../db/command.ts'
import type { TimerHandlers } from '../db/timers.ts'
import { unwind, wind } from '../db/timers.ts'
import { find } from './incident-store.ts'
import { insertStep, lockAlarm, saveAlarm } from './alarm-store.ts'

/** Whoever is called has so long to acknowledge before the next one is called. */
export const ESCALATE_AFTER_MS = MINUTE_MS

/** Who is called, one after the other. After the last it stays with all of them: nothing is ever dropped. */
const ladder: readonly AlarmCalled[] = ['coordinator', 'leader', 'everybody']

const TIMER = 'alarm-escalation'

/** Calls the one on duty first, and winds the timer for the next. Belongs into the transaction that opens the alarm. */
export async function beginCalling(work: Work, alarm: Pick<Alarm, 'id'>): Promise<AlarmStep> {
  const first = { step: 0, called: 'coordinator', post: '值班调度', at: work.at } as const
  await insertStep(work.db, alarm.id, first)
  await wind(work.db, { kind: TIMER, aboutId: alarm.id, dueAt: plus(work.at, ESCALATE_AFTER_MS) })
  return first
}

/** Somebody knows: nobody else is called. */
export const stopCalling = (work: Work, alarm: Pick<Alarm, 'id'>): Promise<void> => unwind(work.db, alarm.id)

/**
 * What happens when the minute is over. `leaderOnDuty`: what tonight's leader is called by (带班领导 by post), or null
 * when the roster names none.
 */
export function escalationTimers(parts: { leaderOnDuty(at: Instant): Promise<string | null> }): TimerHandlers {
  return {
    async [TIMER](work, alarmId) {
      const alarm = await lockAlarm(work.db, alarmId)
      if (!alarm || alarm.acknowledgedAt || alarm.falseAlarm) return
      // Filed or merged without anybody touching the alarm: there is nobody left to wake.
      const incident = await find(work.db, alarm.incidentId)
      if (!incident || incident.mergedIntoId) return
      const step = (alarm.steps.at(-1)?.step ?? -1) + 1
      const called = ladder[step]
      if (!called) return
      const post = called === 'leader' ? ((await parts.leaderOnDuty(work.at)) ?? '带班领导') : postOf[called]
      await insertStep(work.db, alarmId, { step, called, post, at: work.at })
      if (step + 1 < ladder.length) {
        await wind(work.db, { kind: TIMER, aboutId: alarmId, dueAt: plus(work.at, ESCALATE_AFTER_MS) })
      }
      await saveAlarm(work.db, { ...alarm, revision: alarm.revision + 1 })
      work.changed('alarm', alarmId, alarm.revision + 1, ['steps'])
    },
  }
}

const postOf: Record<Exclude<AlarmCalled, 'leader'>, string> = { coordinator: '值班调度', everybody: '全体值班' }
