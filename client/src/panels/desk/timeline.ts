import type { IncidentDetail } from '#shared/api'
import type { Alarm, Assignment } from '#shared/assignment'
import type { Fact } from '#shared/incident'
import type { Report } from '#shared/report'
import type { Whistle, WhistleFact } from '#shared/whistle'

/** One line of what happened. `key` names the words, `values` fill them, `quote` is what a person said or wrote. */
export interface Happening {
  id: string
  at: string
  key: string
  values: Readonly<Record<string, string>>
  quote: string | null
  /** Who: the label of an account or a unit, or the key of a channel. Never a resident. */
  author: { label: string } | { channel: Report['channel'] } | null
}

/** Everything that is recorded about an incident, newest first. */
export function timelineOf({
  reports,
  facts,
  assignments,
  whistles,
  whistleFacts,
  alarms,
}: TimelineParts): Happening[] {
  return [
    ...reports.flatMap(ofReport),
    ...facts.map(ofFact),
    ...assignments.flatMap(ofAssignment),
    ...ofWhistles(whistles, whistleFacts),
    ...alarms.flatMap(ofAlarm),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

type TimelineParts = Pick<IncidentDetail, 'reports' | 'facts' | 'assignments' | 'whistles' | 'whistleFacts' | 'alarms'>

const said = (about: Partial<Happening> & Pick<Happening, 'id' | 'at' | 'key'>): Happening => ({
  values: {},
  quote: null,
  author: null,
  ...about,
})

function ofReport(report: Report): Happening[] {
  const heard = said({
    id: report.id,
    at: report.receivedAt,
    key: 'report',
    quote: report.text,
    author: { channel: report.channel },
  })
  if (!report.answeredAt) return [heard]
  return [said({ id: `${report.id}-answer`, at: report.answeredAt, key: 'answer', quote: report.answer }), heard]
}

function ofFact(fact: Fact): Happening {
  const key = fact.kind === 'revisited' ? `revisited-${satisfaction(fact.satisfied)}` : fact.kind
  return said({ id: fact.id, at: fact.at, key, quote: fact.note, author: { label: fact.author } })
}

export function satisfaction(satisfied: boolean | null): 'satisfied' | 'unsatisfied' | 'unreached' {
  if (satisfied === null) return 'unreached'
  return satisfied ? 'satisfied' : 'unsatisfied'
}

function ofAssignment(assignment: Assignment): Happening[] {
  const { id, label, sentAt, acceptedAt, arrivedAt, endedAt, state, reason } = assignment
  const line = (step: string, at: string | null, quote: string | null = null) =>
    at === null ? [] : [said({ id: `${id}-${step}`, at, key: `unit-${step}`, values: { unit: label }, quote })]
  return [
    // At one and the same moment the later step stands above the earlier.
    ...line(state, endedAt, reason),
    ...line('arrived', arrivedAt),
    ...line('accepted', acceptedAt === arrivedAt || acceptedAt === endedAt ? null : acceptedAt),
    ...line('sent', sentAt),
  ]
}

function ofWhistles(whistles: readonly Whistle[], facts: readonly WhistleFact[]): Happening[] {
  const labels = new Map(whistles.map(({ id, label }) => [id, label]))
  return [
    ...facts.map(({ id, whistleId, kind, at, author, note }) => {
      const values = { unit: labels.get(whistleId) ?? '' }
      return said({ id, at, key: `whistle-${kind}`, values, quote: note, author: { label: author } })
    }),
    ...whistles.map(({ id, label, sentAt, sentBy, reason }) =>
      said({ id, at: sentAt, key: 'whistle-sent', values: { unit: label }, quote: reason, author: { label: sentBy } }),
    ),
  ]
}

function ofAlarm(alarm: Alarm): Happening[] {
  const { id, acknowledgedAt, acknowledgedBy, confirmedAt, raisedAt, falseAlarm } = alarm
  const author = acknowledgedBy ? { label: acknowledgedBy } : null
  return [
    ...(acknowledgedAt && !falseAlarm
      ? [said({ id: `${id}-ack`, at: acknowledgedAt, key: 'alarm-acknowledged', author })]
      : []),
    ...(confirmedAt ? [said({ id: `${id}-confirm`, at: confirmedAt, key: 'alarm-confirmed' })] : []),
    said({ id: `${id}-raised`, at: raisedAt, key: 'alarm-raised' }),
  ]
}
