import type { Pool } from 'pg'
import { z } from 'zod'
import { audienceOf } from '#shared/account'
import { listOf } from '#shared/api'
import { DoorPassword, GivePassword, RenewPassword } from '#shared/door-password'
import { Emergency } from '#shared/emergency'
import type { LedgerRow } from '#shared/emergency'
import {
  DeclareCommand, DistributionCommand, EmergencyAnswer, EmergencyDetail, EmergencyEdit, Ledger, LedgerAnswer,
  LedgerFactCommand, LedgerQuery, PlanStepCommand, PlanTemplate, PlanTemplateCommand, SupplyCommand, SweepCommand,
  SweepDoorAnswer, SweepDoorCommand,
  UpwardCommand, UtilityCommand, VisitorCommand,
} from '#shared/emergency-api' // prettier-ignore
import { EmergencyReport } from '#shared/emergency-report'
import { parse, Problem } from '#shared/problem'
import { project } from '#shared/privacy'
import type { Clock } from '#shared/time'
import type { DoorPasswords } from '../emergency/door-password.ts'
import { findEmergency, listEmergencies } from '../emergency/emergency-store.ts'
import type { Emergencies } from '../emergency/emergencies.ts'
import type { LedgerDesk } from '../emergency/ledger.ts'
import type { LedgerStore } from '../emergency/ledger-store.ts'
import { allTemplates } from '../emergency/plan-templates.ts'
import { readReport } from '../emergency/report.ts'
import type { Sweep } from '../emergency/sweep.ts'
import type { Principal } from '../identity/accounts.ts'
import type { OwnTasks } from './own-tasks.ts'
import { route } from './route.ts'
import type { Asked, Route } from './route.ts'

export interface EmergencyRouteParts {
  pool: Pool
  clock: Clock
  emergencies: Emergencies
  ledgerDesk: LedgerDesk
  ledger: LedgerStore
  doorPasswords: DoorPasswords
  sweep: Sweep
  own: OwnTasks
}

const idOf = (asked: Pick<Asked<unknown, unknown>, 'params'>) => parse(z.uuid(), asked.params['id'], 'id')

/** Declared emergencies: the ledger in order of need, supplies, staircases, plan, reports upward. */
export function emergencyRoutes(parts: EmergencyRouteParts): Route[] {
  const { pool, clock, emergencies, ledgerDesk, ledger, doorPasswords, sweep, own } = parts
  return [
    route({
      key: 'POST /api/emergencies',
      summary: 'Starts the plan for an incident: affected buildings and the priority ledger, in one transaction',
      body: DeclareCommand,
      answer: EmergencyAnswer,
      async handle({ body, actor }) {
        const { answer, seq, first } = await emergencies.declare(body, actor)
        return { status: first ? 201 : 200, body: { ...answer, seq } }
      },
    }),
    route({
      key: 'GET /api/emergencies',
      summary: 'Emergencies, newest first',
      answer: listOf(Emergency.partial().required({ id: true, revision: true })),
      async handle({ me }) {
        const items = (await listEmergencies(pool)).map((one) => project('emergency', one, audience(me)))
        return { body: { items, total: items.length, next: null, asOf: clock.now() } }
      },
    }),
    route({
      key: 'GET /api/emergencies/:id',
      summary: 'One emergency with supplies, staircases, plan, goods, reports upward and its story',
      answer: EmergencyDetail.partial(),
      async handle(asked) {
        const detail = await emergencies.detail(await found(idOf(asked)))
        const seer = audience(asked.me)
        if (seer === 'desk') return { body: detail }
        return {
          body: {
            ...detail,
            emergency: project('emergency', detail.emergency, seer),
            utilities: detail.utilities.map((one) => project('buildingUtility', one, seer)),
            sweep: detail.sweep.map((one) => project('sweepUnit', one, seer)),
            timeline: detail.timeline.map(({ at, text }) => ({ at, text })),
          },
        }
      },
    }),
    route({
      key: 'GET /api/emergencies/:id/report',
      summary: 'The event as one document: every number counted from the list beside it; a leader gets counts only',
      answer: EmergencyReport,
      handle: async (asked) => ({
        body: await readReport({ pool, clock }, await found(idOf(asked)), audience(asked.me)),
      }),
    }),
    route({
      key: 'GET /api/emergencies/:id/ledger',
      summary: 'The priority ledger in order of need; a worker sees the doors of their own task',
      query: LedgerQuery,
      answer: Ledger,
      async handle(asked) {
        const { me, query } = asked
        const { id } = await found(idOf(asked))
        const rows = (await doorsFor(me, id)).filter((row) => isWanted(row, query))
        const items = rows.map((row) => project('ledgerRow', row, audience(me)))
        return { body: { items, total: items.length, next: null, asOf: clock.now() } }
      },
    }),
    route({
      key: 'POST /api/emergencies/:id/edit',
      summary: 'Expected restore, indoor alert, casualties, trapped, planned cut, state; tiers follow',
      body: EmergencyEdit,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await emergencies.edit(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/emergencies/:id/utilities',
      summary: 'Switches supplies of buildings by hand: cut, temporary, on',
      body: UtilityCommand,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await emergencies.setUtilities(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/emergencies/:id/distribution',
      summary: 'Opens the distribution point; earlier than the priority households it takes a reason',
      body: DistributionCommand,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await emergencies.distribute(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/emergencies/:id/reports',
      summary: 'Writes down that 首报, 续报 or 终报 went up, by which way and who signed',
      body: UpwardCommand,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await emergencies.report(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'GET /api/emergencies/:id/door-password',
      summary:
        'The word said at the doors and who was told; a visitor sees it while they hold it and have a door to go to',
      answer: DoorPassword,
      async handle(asked) {
        const emergency = await found(idOf(asked))
        const { me } = asked
        if (me.role !== 'worker' && me.role !== 'helper') return { body: await doorPasswords.read(emergency) }
        const visitorId = me.role === 'helper' ? me.specialistId : me.workerId
        const mine = visitorId ? await doorPasswords.readAs(emergency, visitorId) : null
        if (!mine) throw new Problem('not-found', 'No password was given to you here')
        return { body: mine }
      },
    }),
    route({
      key: 'POST /api/emergencies/:id/door-password',
      summary: 'Makes a new word, with the reason; whoever had the old one has to be told again',
      body: RenewPassword,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await doorPasswords.renew(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/emergencies/:id/door-password/given',
      summary: 'Writes down which visitors were told the word',
      body: GivePassword,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await doorPasswords.give(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/ledger-rows/:id/facts',
      summary: 'Records an attempt, a contact, a visit, handed-over supplies or an outcome at one door',
      body: LedgerFactCommand,
      answer: LedgerAnswer,
      async handle(asked) {
        await own.refuseForeignDoor(asked.me, idOf(asked))
        const { answer, seq } = await ledgerDesk.record(idOf(asked), asked.body, asked.actor)
        const emergency = project('emergency', answer.emergency, audience(asked.me))
        return { body: { ...answer, emergency, seq } }
      },
    }),
    route({
      key: 'POST /api/ledger-rows/:id/visitor',
      summary: 'Asks a specialist or sends a grid worker to a door; null leaves it unassigned',
      body: VisitorCommand,
      answer: LedgerAnswer,
      handle: async (asked) => command(await ledgerDesk.assign(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/sweep-units/:id',
      summary: 'How many households of a staircase have been told at the door',
      body: SweepCommand,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await sweep.count(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/sweep-units/:id/doors',
      summary: 'What came of a knock at one door of a staircase; the newest is how the door stands',
      body: SweepDoorCommand,
      answer: SweepDoorAnswer,
      async handle(asked) {
        await own.refuseForeignStaircase(asked.me, idOf(asked))
        return command(await sweep.answer(idOf(asked), asked.body, asked.actor))
      },
    }),
    route({
      key: 'POST /api/plan-steps/:id',
      summary: 'Ticks a step of the checklist, or takes the tick away',
      body: PlanStepCommand,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await emergencies.tick(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'POST /api/supplies/:id',
      summary: 'What came in, what was given out, what is set aside',
      body: SupplyCommand,
      answer: EmergencyAnswer,
      handle: async (asked) => command(await emergencies.stock(idOf(asked), asked.body, asked.actor)),
    }),
    route({
      key: 'GET /api/plans',
      summary: 'Checklists and supplies by kind: the street’s own, and those the program brings',
      answer: z.object({ items: z.array(PlanTemplate) }),
      handle: async () => ({ body: { items: await allTemplates(pool) } }),
    }),
    route({
      key: 'POST /api/plans',
      summary: 'Writes the street’s own checklist for a kind',
      body: PlanTemplateCommand,
      answer: z.object({ template: PlanTemplate, seq: z.int() }),
      handle: async ({ body, actor }) => command(await emergencies.setTemplate(body, actor)),
    }),
  ]

  async function found(id: string): Promise<Emergency> {
    const emergency = await findEmergency(pool, id)
    if (!emergency) throw new Problem('not-found', 'There is no such emergency')
    return emergency
  }

  /** A worker: the doors of their own task. */
  async function doorsFor(me: Principal, emergencyId: string): Promise<LedgerRow[]> {
    const rows = await ledger.of(pool, emergencyId)
    if (me.role !== 'worker') return rows
    const ids = await own.ownIdsOf(me)
    return rows.filter(({ visitor }) => visitor !== null && ids.includes(visitor.id))
  }
}

const audience = (me: Principal) => audienceOf[me.role] ?? 'wall'

const isWanted = (row: LedgerRow, { tier, open }: z.infer<typeof LedgerQuery>) =>
  (tier === undefined || row.tier === tier) && (open === undefined || row.closed === (open === 'false'))

const command = ({ answer, seq }: { answer: object; seq: number }) => ({ body: { ...answer, seq } })
