import type { SeenAlarm, SeenAssignment, SeenIncident } from '../../board/things.ts'
import type { Say } from '../../words/street-time.ts'

export interface StoryLine {
  at: string
  text: string
}

/** What happened in one case, newest first. Only times and labels are read: no sentence anybody wrote is in it. */
export function incidentStory(
  incident: SeenIncident,
  { alarm, assignments }: { alarm: SeenAlarm | null; assignments: readonly SeenAssignment[] },
  say: Say,
): StoryLine[] {
  const line = (at: string | null | undefined, key: string, values: Record<string, unknown> = {}) =>
    at ? [{ at, text: say(`wall.story.${key}`, values) }] : []
  const lines = [
    ...line(incident.receivedAt, 'received', { channel: say(`common.channel.${incident.channel}`) }),
    ...line(alarm?.confirmedAt, 'confirmed'),
    ...line(alarm?.acknowledgedAt, 'acknowledged'),
    ...assignments.flatMap(({ label, sentAt, acceptedAt, arrivedAt, endedAt, state }) => [
      ...line(sentAt, 'sent', { label }),
      ...line(acceptedAt, 'accepted', { label }),
      ...line(arrivedAt, 'arrived', { label }),
      ...(state === 'declined' ? line(endedAt, 'declined', { label }) : []),
    ]),
    ...line(incident.controlledAt, 'controlled'),
    ...line(incident.restoredAt, 'restored'),
    ...line(incident.doneAt, 'done'),
  ]
  return lines.map((one, index) => ({ ...one, index })).sort(newestFirst)
}

/** Of two in the same moment the one that follows from the other is the newer. */
function newestFirst(a: StoryLine & { index: number }, b: StoryLine & { index: number }): number {
  return a.at === b.at ? b.index - a.index : a.at < b.at ? 1 : -1
}
