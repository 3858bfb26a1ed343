import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { naturesWithPromise, originOfIncident } from '#shared/channel'
import type { Incident } from '#shared/incident'
import { kindOf } from '#shared/kind'
import type { Hint, HintRequest, Report, ReportAnswer, ReportRequest, Suggestion } from '#shared/report'
import { Problem } from '#shared/problem'
import { DAY_MS, plus } from '#shared/time'
import type { Clock } from '#shared/time'
import type { Actor, Answered, RunCommand, Work } from '../db/command.ts'
import type { Cipher } from '../identity/cipher.ts'
import { derive, measuresIn, summaryOf } from '../incidents/incident.ts'
import { openAlarm } from '../incidents/alarms.ts'
import { channelsOf, insert, lock, nextNumber, refold, save } from '../incidents/incident-store.ts'
import type { Places } from '../places/places.ts'
import type { Calendar } from '../promises/calendar.ts'
import { dueAt } from '../promises/promise.ts'
import { kindFromText, natureOf, needsAnswer } from './kind-from-text.ts'
import { earlierHere, findReport, insertReport, openIncidents } from './report-store.ts'
import { suggestFor } from './suggest.ts'

export interface IntakeParts {
  pool: Pool
  run: RunCommand
  places: Pick<Places, 'locate' | 'grid' | 'community'>
  calendar: Calendar
  cipher: Cipher
  clock: Clock
}

/** How long back the same thing in the same building is told while a call is being taken. */
const BEFORE_DAYS = 90

export type Intake = ReturnType<typeof createIntake>

export function createIntake({ pool, run, places, calendar, cipher, clock }: IntakeParts) {
  return {
    /**
     * Takes in what one source says. Without `incidentId` it always opens its own incident; the answer may
     * carry a suggestion that it is one we know. Grid, community, level and deadline are derived.
     */
    async accept(request: ReportRequest, actor: Actor): Promise<Answered<Omit<ReportAnswer, 'seq'>>> {
      return run({ id: request.id, kind: 'report', actor, body: request }, async (work) =>
        request.incidentId ? join(work, request, request.incidentId) : open(work, request),
      )
    },

    /** What the words and the place of a call suggest while it is being taken. Stores nothing. */
    async hint(request: HintRequest): Promise<Hint> {
      const guess = request.kind ? { kind: request.kind, words: [] } : kindFromText(request.text)
      const hasPlace = request.position !== undefined || request.buildingId !== undefined
      const located = hasPlace ? places.locate(request) : null
      const at = clock.now()
      const before = located?.buildingId
        ? await earlierHere(pool, located.buildingId, guess.kind, plus(at, -BEFORE_DAYS * DAY_MS))
        : []
      return {
        ...guess,
        severity: kindOf(guess.kind).severity,
        needsAnswer: needsAnswer(request.text),
        place: located?.place ?? null,
        grid: located?.gridId ? (places.grid(located.gridId)?.name ?? null) : null,
        community: located?.communityId ? (places.community(located.communityId)?.name ?? null) : null,
        suggestions: located
          ? suggestFor({ kind: guess.kind, position: located.position, at, drill: false }, await openIncidents(pool))
          : [],
        before: before.map(({ id, number, summary, receivedAt, restoredAt, rootedOutAt, fix }) => ({
          incidentId: id, number, summary, receivedAt, restoredAt, rootedOutAt, fix,
        })), // prettier-ignore
      }
    },

    /** Writes down that a person answered a report, and what. */
    async answer(reportId: string, request: { id: string; text: string }, actor: Actor) {
      return run({ id: request.id, kind: 'answer', actor, body: { ...request, reportId } }, async (work) => {
        const report = await findReport(work.db, cipher, reportId)
        if (!report) throw new Problem('not-found', 'There is no such report')
        const incident = (await lock(work.db, [report.incidentId])).get(report.incidentId)
        if (!incident) throw new Error('A report without its incident')
        await work.db.query(`update report set answered_at = $2, answer = $3, revision = revision + 1 where id = $1`, [
          reportId,
          work.at,
          request.text,
        ])
        const next = await refold(work.db, incident, work.at)
        work.changed('incident', next.id, next.revision, ['unanswered', 'respondedAt'])
        return { incident: next }
      })
    },
  }

  async function open(work: Work, request: ReportRequest) {
    const located = places.locate(request)
    const kind = request.kind ?? kindFromText(request.text).kind
    const nature = request.nature ?? natureOf(kind, request.text)
    const { severity, tier } = kindOf(kind)
    const drill = request.drill ?? false
    const promised = naturesWithPromise.has(nature) ? tier : null
    const measures = measuresIn(kind, request.text)
    const known = await openIncidents(work.db)
    const incident: Incident = {
      id: randomUUID(),
      number: await nextNumber(work.db, work.at),
      kind,
      severity,
      nature,
      origin: originOfIncident([request.channel]),
      channel: request.channel,
      position: located.position,
      communityId: located.communityId,
      gridId: located.gridId,
      buildingId: located.buildingId,
      place: located.place,
      address: located.address,
      summary: summaryOf(kind, measures),
      measures,
      text: request.text,
      reportCount: 1,
      unanswered: needsAnswer(request.text) ? 1 : 0,
      receivedAt: work.at,
      tier: promised,
      dueAt: promised && dueAt(promised, work.at, calendar),
      ...derive(null, { facts: [], assignments: [], responses: [] }),
      mergedIntoId: null,
      drill,
      updatedAt: work.at,
      revision: 1,
    }
    await insert(work.db, incident)
    await keep(work, request, incident, located)
    work.changed('incident', incident.id, 1, ['received'])
    if (severity === 1 || severity === 2) await openAlarm(work, incident, severity)
    const [suggestion] = suggestFor({ kind, position: located.position, at: work.at, drill }, known)
    return answerOf(work, request.id, incident, suggestion)
  }

  /** A person said which incident this speaks of: the caller stays, the clock of the first report runs on. */
  async function join(work: Work, request: ReportRequest, incidentId: string) {
    const incident = (await lock(work.db, [incidentId])).get(incidentId)
    if (!incident) throw new Problem('not-found', 'There is no such incident')
    if (incident.mergedIntoId) {
      throw new Problem('conflict', 'This incident was merged into another one; report there', { current: incident })
    }
    const hasPlace = request.position ?? request.buildingId ?? request.address
    const located = hasPlace ? places.locate(request) : incident
    await keep(work, request, incident, located)
    const folded = await refold(work.db, incident, work.at)
    const next = {
      ...folded,
      origin: originOfIncident(await channelsOf(work.db, incidentId)),
      revision: folded.revision + 1,
    }
    await save(work.db, next)
    work.changed('incident', next.id, next.revision, ['reportCount', 'unanswered', 'origin'])
    return answerOf(work, request.id, next, undefined)
  }

  async function keep(
    work: Work,
    request: ReportRequest,
    incident: Incident,
    located: Pick<Incident, 'place' | 'position' | 'address'>,
  ) {
    const kind = request.kind ?? kindFromText(request.text).kind
    await insertReport(
      work.db,
      cipher,
      {
        id: request.id,
        incidentId: incident.id,
        channel: request.channel,
        nature: request.nature ?? natureOf(kind, request.text),
        text: request.text,
        kind,
        position: located.position,
        place: located.place,
        address: located.address,
        receivedAt: work.at,
        observedAt: request.observedAt ?? null,
        needsAnswer: needsAnswer(request.text),
      },
      request.reporter,
    )
  }

  async function answerOf(work: Work, reportId: string, incident: Incident, suggestion: Suggestion | undefined) {
    const report: Report | null = await findReport(work.db, cipher, reportId)
    if (!report) throw new Error('The report was written and is not there')
    return { report, incident, ...(suggestion ? { suggestion } : {}) }
  }
}
