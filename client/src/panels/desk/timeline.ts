import type { IncidentDetail } from '#shared/api'
import type { Alarm, Assignment } from '#shared/assignment'
import type { Leg } from '#shared/leg'
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
  legs,
}: TimelineParts): Happening[] {
  return [
    ...facts.map(ofFact),
    ...assignments.flatMap((assignment) => ofAssignment(assignment, legs)),
    ...ofLegs(legs),
    ...ofWhistles(whistles, whistleFacts),
    ...alarms.flatMap(ofAlarm),
    // Last: what somebody said stands below what followed in the same moment.
    ...reports.flatMap(ofReport),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

type TimelineParts = Pick<
  IncidentDetail,
  'reports' | 'facts' | 'assignments' | 'whistles' | 'whistleFacts' | 'alarms' | 'legs'
>

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

function ofAssignment(assignment: Assignment, legs: readonly Leg[]): Happening[] {
  const { id, label, sentAt, acceptedAt, arrivedAt, endedAt, state, reason } = assignment
  const line = (step: string, at: string | null, quote: string | null = null) =>
    at === null ? [] : [said({ id: `${id}-${step}`, at, key: `unit-${step}`, values: { unit: label }, quote })]
  return [
    // At one and the same moment the later step stands above the earlier.
    ...line(state, endedAt, reason),
    ...line('arrived', arrivedAt),
    ...line('accepted', acceptedAt === arrivedAt || acceptedAt === endedAt ? null : acceptedAt),
    // Sent with the others: told once for all of them.
    ...(legs.some(({ assignmentId }) => assignmentId === id) ? [] : line('sent', sentAt)),
  ]
}

/** All legs that were started together are one line; those without an errand of ours then tell their own steps. */
function ofLegs(legs: readonly Leg[]): Happening[] {
  const starts = new Map<string, Leg[]>()
  for (const leg of legs) if (leg.sentAt) starts.set(leg.startedAt, [...(starts.get(leg.startedAt) ?? []), leg])
  const started = [...starts].map(([at, together]) => {
    const n = String(together.length)
    return said({ id: `legs-${at}`, at, key: 'legs-started', values: { n, parties: together.map(({ party }) => party).join(' ') } }) // prettier-ignore
  })
  return [...legs.flatMap(ofLeg), ...started]
}

function ofLeg(leg: Leg): Happening[] {
  if (leg.assignmentId !== null) return []
  const { id, party, state, acceptedAt, arrivedAt, endedAt, calledBy, note } = leg
  const line = (step: string, at: string | null, quote: string | null = null) =>
    at === null ? [] : [said({ id: `${id}-${step}`, at, key: `leg-${step}`, values: { party, ...(calledBy ? { calledBy } : {}) }, quote })] // prettier-ignore
  return [
    ...line(state, endedAt, note),
    ...line('arrived', arrivedAt),
    ...line(calledBy ? 'taken' : 'accepted', acceptedAt === arrivedAt || acceptedAt === endedAt ? null : acceptedAt),
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
  const { id, acknowledgedAt, acknowledgedBy, confirmedAt, raisedAt, falseAlarm, steps } = alarm
  const author = acknowledgedBy ? { label: acknowledgedBy } : null
  return [
    ...(acknowledgedAt && !falseAlarm
      ? [said({ id: `${id}-ack`, at: acknowledgedAt, key: 'alarm-acknowledged', author })]
      : []),
    ...(confirmedAt ? [said({ id: `${id}-confirm`, at: confirmedAt, key: 'alarm-confirmed' })] : []),
    ...steps
      .filter(({ step }) => step > 0)
      .toReversed()
      .map(({ step, called, post, at }) =>
        said({ id: `${id}-step-${step}`, at, key: `alarm-called-${called}`, values: { post } }),
      ),
    said({ id: `${id}-raised`, at: raisedAt, key: 'alarm-raised' }),
  ]
}
