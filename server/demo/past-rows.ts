import { naturesWithPromise, originOfIncident } from '#shared/channel'
import { kindOf } from '#shared/kind'
import { streetDay, type Instant } from '#shared/time'
import { measuresIn, summaryOf } from '../incidents/incident.ts'
import { natureOf } from '../intake/kind-from-text.ts'
import type { Located, Whereabouts } from '../places/locate.ts'
import type { Calendar } from '../promises/calendar.ts'
import { dueAt } from '../promises/promise.ts'
import type { PastIncident } from './past.ts'
import { uuidFrom } from './street/random.ts'

export interface PastRowParts {
  locate: (whereabouts: Whereabouts) => Located
  calendar: Calendar
  /** The next case number of a street day: `1118-0007`. */
  nextNumber: (day: string) => string
}

/** As rows of 0005: one a case, one a report. Everything is derived the way the intake derives it. */
export function rowsOfPast(incidents: readonly PastIncident[], { locate, calendar, nextNumber }: PastRowParts) {
  return incidents.map((past) => {
    const id = pastId(past)
    const { kind, channel, text, receivedAt } = past
    const located = locate(past.place)
    const place = past.called ?? located.place
    const nature = natureOf(kind, text)
    const measures = measuresIn(kind, text)
    const { severity, tier } = kindOf(kind)
    const promised = naturesWithPromise.has(nature) ? tier : null
    const position = `(${located.position.join()})`
    const where = { position, place, address: past.address }
    return {
      incident: {
        id,
        number: nextNumber(streetDay(receivedAt)),
        kind,
        severity,
        status: 'closed',
        nature,
        origin: originOfIncident([channel]),
        channel,
        ...where,
        community_id: located.communityId,
        grid_id: located.gridId,
        building_id: located.buildingId,
        summary: summaryOf(kind, measures),
        measures,
        text,
        report_count: 1 + past.echoes.length,
        unanswered: 0,
        received_at: receivedAt,
        tier: promised,
        due_at: promised && dueAt(promised, receivedAt, calendar),
        responded_at: past.respondedAt,
        arrived_at: past.arrivedAt,
        restored_at: past.restoredAt,
        rooted_out_at: past.rootedOutAt,
        done_at: past.doneAt,
        revisited_at: past.revisitedAt,
        satisfied: past.satisfied,
        closed_at: past.closedAt,
        false_alarm: false,
        drill: false,
        updated_at: past.closedAt,
        revision: 1,
      },
      reports: [{ at: receivedAt, channel, text }, ...past.echoes.map((echo) => ({ ...echo, channel: 'hotline' }))].map(
        (report, index) => ({
          id: uuidFrom(`${id}/report ${index}`),
          incident_id: id,
          channel: report.channel,
          nature,
          text: report.text,
          kind,
          ...where,
          received_at: report.at,
          observed_at: report.at,
          needs_answer: false,
        }),
      ),
      words: [
        ...(past.fix === null ? [] : [{ id, kind: 'done', note: past.fix }]),
        ...(past.waitsFor === null ? [] : [{ id, kind: 'closed', note: past.waitsFor }]),
      ],
    }
  })
}

function pastId({ receivedAt, kind, text }: PastIncident): string {
  return uuidFrom(`past ${receivedAt} ${kind} ${text}`)
}

/** How many came in on each street day, to set so many case numbers aside. */
export function countsByDay(incidents: readonly { receivedAt: Instant }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { receivedAt } of incidents) {
    const day = streetDay(receivedAt)
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return counts
}
