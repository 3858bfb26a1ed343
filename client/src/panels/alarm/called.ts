import type { SeenAlarm } from '../../board/things.ts'

/** Has it come to the leader, and does it still wait for a person? */
export function isCalledToLeader({ acknowledgedAt, falseAlarm, steps = [] }: SeenAlarm): boolean {
  return acknowledgedAt === null && !falseAlarm && steps.some(({ called }) => called !== 'coordinator')
}
