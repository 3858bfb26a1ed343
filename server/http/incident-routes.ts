import type { Pool } from 'pg'
import { z } from 'zod'
import {
  AlarmCommand, AnswerCommand, AssignAnswer, AssignCommand, AssignmentCommand, EditCommand, FactCommand, IncidentAnswer,
  IncidentDetail, IncidentList, IncidentQuery, MergeCommand, RevealCommand, ShownCommand, UnmergeCommand,
} from '#shared/api' // prettier-ignore
import { audienceOf } from '#shared/account'
import type { Incident } from '#shared/incident'
import { parse, Problem } from '#shared/problem'
import { project } from '#shared/privacy'
import { Hint, HintRequest, ReportAnswer, ReportRequest } from '#shared/report'
import type { Clock } from '#shared/time'
import { writeAudit } from '../db/command.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Dispatch } from '../dispatch/dispatch.ts'
import { assignmentsOf } from '../dispatch/assignment-store.ts'
import { whistleFactsOf, whistlesOf } from '../dispatch/whistle-store.ts'
import { legsOf } from '../dispatch/leg-store.ts'
import type { Principal } from '../identity/accounts.ts'
import type { Cipher } from '../identity/cipher.ts'
import type { Alarms } from '../incidents/alarms.ts'
import type { Desk } from '../incidents/desk.ts'
import { listIncidents, mergedInto } from '../incidents/incident-list.ts'
import { alarmsOf } from '../incidents/alarm-store.ts'
import { factsOf, find } from '../incidents/incident-store.ts'
import type { Intake } from '../intake/intake.ts'
import { findReport, reporterOf, reportsOf } from '../intake/report-store.ts'
import type { Places } from '../places/places.ts'
import type { RosterStore } from '../roster/roster.ts'
import { refuseTooManyReveals } from '../residents/residents.ts'
import type { OwnTasks } from './own-tasks.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'

export interface IncidentRouteParts {
  pool: Pool
  clock: Clock
  cipher: Cipher
  intake: Intake
  desk: Desk
  alarms: Alarms
  dispatch: Dispatch
  places: Pick<Places, 'peopleCard'>
  roster: Pick<RosterStore, 'worker'>
  own: OwnTasks
}

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')

/** What we hear and what we know: reports, incidents, errands, alarms. */
export function incidentRoutes({
  pool,
  clock,
  cipher,
  intake,
  desk,
  alarms,
  dispatch,
  places,
  roster,
  own,
}: IncidentRouteParts): Route[] {
  return [
    route({
      key: 'POST /api/reports',
      summary:
        'Takes in a report; grid, community, level and deadline are derived. The same id again answers the same, with 200',
      body: ReportRequest,
      answer: ReportAnswer,
      async handle({ body, actor, me }) {
        const isField = me.role === 'worker' || me.role === 'helper'
        if (isField) refuseForeignChannel(body)
        if (isField && body.incidentId) await own.refuseForeignIncident(me, body.incidentId)
        const { answer, seq, first } = await intake.accept(body, actor)
        const status = first ? 201 : 200
        if (me.role === 'coordinator') return { status, body: { ...answer, seq } }
        const { report, incident } = answer
        return { status, body: { report, incident: seenBy(me, incident), seq } }
      },
    }),
    route({
      key: 'POST /api/reports/hint',
      summary: 'What the words and the place of a call suggest; stores nothing',
      body: HintRequest,
      answer: Hint,
      handle: async ({ body }) => ({ body: await intake.hint(body) }),
    }),
    route({
      key: 'POST /api/reports/:id/answer',
      summary: 'Writes down what a caller was answered',
      body: AnswerCommand,
      answer: IncidentAnswer,
      handle: async (asked) => command(await intake.answer(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/reports/:id/reveal',
      summary: 'Shows who called; written down with the reason. At most 30 in ten minutes',
      body: RevealCommand,
      answer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
      async handle(asked) {
        const reportId = idOf(asked)
        const reporter = await inTransaction(pool, async (db) => {
          const report = await findReport(db, cipher, reportId)
          if (!report) throw new Problem('not-found', 'There is no such report')
          if (report.nature === 'denunciation') {
            throw new Problem('forbidden', 'The informant of a 举报 is hidden; one named officer may look')
          }
          await refuseTooManyReveals(db, asked.me.accountId)
          await writeAudit(db, {
            at: clock.now(), actor: asked.actor, action: 'reveal', entity: 'report', id: reportId,
            fields: ['reporter.name', 'reporter.phone'], reason: asked.body.reason,
          }) // prettier-ignore
          return reporterOf(db, cipher, reportId)
        })
        return { body: { name: reporter.name ?? null, phone: reporter.phone ?? null } }
      },
    }),
    route({
      key: 'GET /api/incidents',
      summary: 'Incidents, newest first; filters: status kind severity community grid bbox since until q limit cursor',
      query: IncidentQuery,
      answer: IncidentList,
      async handle({ query, me }) {
        const scope = me.role === 'worker' ? await ownScope(me) : null
        const last4 = me.role === 'coordinator' && query.q ? cipher.fingerprint(query.q) : null
        const page = await listIncidents(pool, query, { own: scope, last4 })
        return { body: { ...page, items: page.items.map((incident) => seenBy(me, incident)), asOf: clock.now() } }
      },
    }),
    route({
      key: 'GET /api/incidents/:id',
      summary: 'One incident with its reports, facts, errands and the people who answer for the building',
      answer: IncidentDetail.partial(),
      async handle(asked) {
        await own.refuseForeignIncident(asked.me, idOf(asked))
        const incident = await find(pool, idOf(asked))
        if (!incident) throw new Problem('not-found', 'There is no such incident')
        return { body: await detail(asked.me, incident) }
      },
    }),
    route({
      key: 'POST /api/incidents/:id/facts',
      summary: 'Records that something happened: arrived, controlled, restored, rooted out, done, revisited, …',
      body: FactCommand,
      answer: IncidentAnswer,
      async handle(asked) {
        await own.refuseForeignIncident(asked.me, idOf(asked))
        return command(await desk.recordFact(idOf(asked), asked.body, asked.actor))
      },
    }),
    route({
      key: 'POST /api/incidents/:id/edit',
      summary: 'Corrects kind or level; the clock still starts at the first report',
      body: EditCommand,
      answer: IncidentAnswer,
      handle: async (asked) => command(await desk.edit(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/incidents/:id/merge',
      summary: 'Joins an incident to another; every caller stays',
      body: MergeCommand,
      answer: IncidentAnswer,
      handle: async (asked) => command(await desk.merge(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/incidents/:id/unmerge',
      summary: 'Undoes a merge',
      body: UnmergeCommand,
      answer: IncidentAnswer,
      handle: async (asked) => command(await desk.unmerge(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/incidents/:id/assignments',
      summary: 'Sends a worker, team or department; one that is busy is sent with a warning',
      body: AssignCommand,
      answer: AssignAnswer,
      handle: async (asked) => command(await dispatch.assign(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/assignments/:id',
      summary: 'Records how far an errand is',
      body: AssignmentCommand,
      answer: AssignAnswer.omit({ warnings: true }),
      async handle(asked) {
        await own.refuseForeignErrand(asked.me, idOf(asked))
        const { answer, seq } = await dispatch.move(idOf(asked), asked.body, asked.actor)
        return command({ seq, answer: { ...answer, incident: seenBy(asked.me, answer.incident) } })
      },
    }),
    route({
      key: 'POST /api/alarms/:id',
      summary: 'Acknowledges or confirms an alarm, or says 误报',
      body: AlarmCommand,
      answer: IncidentAnswer,
      handle: async (asked) => command(await alarms.answer(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/alarms/:id/shown',
      summary: 'A screen of this account shows the alarm: delivered, not acknowledged',
      body: ShownCommand,
      answer: z.object({ seq: z.int().nonnegative() }),
      async handle(asked) {
        const { label } = asked.actor
        const { seq } = await alarms.shown(idOf(asked), asked.body, { id: asked.me.accountId, label })
        return { body: { seq } }
      },
    }),
  ]

  async function detail(me: Principal, incident: Incident) {
    const isDesk = me.role === 'coordinator'
    const audience = audienceOf[me.role] ?? 'wall'
    return {
      incident: seenBy(me, incident),
      reports: isDesk ? await reportsOf(pool, cipher, incident.id) : [],
      facts: isDesk ? await factsOf(pool, incident.id) : [],
      assignments: (await assignmentsOf(pool, incident.id)).map((one) => project('assignment', one, audience)),
      whistles:
        audience === 'worker'
          ? []
          : (await whistlesOf(pool, incident.id)).map((one) => project('whistle', one, audience)),
      whistleFacts: isDesk ? await whistleFactsOf(pool, incident.id) : [],
      alarms:
        audience === 'worker' ? [] : (await alarmsOf(pool, incident.id)).map((one) => project('alarm', one, audience)),
      legs: audience === 'worker' ? [] : (await legsOf(pool, incident.id)).map((one) => project('leg', one, audience)),
      people: isDesk && incident.buildingId ? await places.peopleCard(incident.buildingId) : null,
      merged: await mergedInto(pool, incident.id),
    }
  }

  async function ownScope(me: Principal) {
    const worker = me.workerId ? await roster.worker(me.workerId) : null
    return { workerId: me.workerId, gridId: worker?.gridId ?? null }
  }
}

/** What somebody out there saw is told as seen by them, and not as if a leader or 12345 had said it. */
function refuseForeignChannel({ channel }: ReportRequest): void {
  if (channel === 'field' || channel === 'patrol') return
  throw new Problem('invalid', 'A report from the field comes by field or patrol', {
    errors: [{ path: 'channel', message: 'expected field or patrol' }],
  })
}

const seenBy = (me: Principal, incident: Incident) => project('incident', incident, audienceOf[me.role] ?? 'wall')

const command = ({ answer, seq }: { answer: object; seq: number }) => ({ body: { ...answer, seq } })
