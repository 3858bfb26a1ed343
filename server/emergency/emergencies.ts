import type { Pool } from 'pg'
import type { Emergency, SupplyState, Utility } from '#shared/emergency'
import type {
  DeclareCommand, DistributionCommand, EmergencyDetail, EmergencyEdit, PlanStepCommand, PlanTemplateCommand,
  SupplyCommand, UpwardCommand, UtilityCommand,
} from '#shared/emergency-api' // prettier-ignore
import { Problem } from '#shared/problem'
import type { Clock } from '#shared/time'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import { declare } from './declare.ts'
import type { DeclareParts } from './declare.ts'
import {
  eventsOf, findPlanStep, findSupply, lockEmergency, planOf, suppliesOf, sweep, upwardReportsOf, utilities,
} from './emergency-store.ts' // prettier-ignore
import { saveTemplate } from './plan-templates.ts'
import { withHelp } from './sweep-doors.ts'
import { settleTiers } from './settle-tiers.ts'
import { refuseEnded, refuseStale, touch } from './touch.ts'
import { afterReport } from './upward-clock.ts'

export interface EmergencyParts extends DeclareParts {
  pool: Pool
  run: RunCommand
  clock: Clock
}

export type Emergencies = ReturnType<typeof createEmergencies>

/** What the desk does with a declared emergency. Each is one command; counters and tiers follow in its transaction. */
export function createEmergencies({ pool, run, clock, cipher, places }: EmergencyParts) {
  return {
    declare: (command: DeclareCommand, actor: Actor) =>
      run({ id: command.id, kind: 'declare', actor, body: command }, (work) =>
        declare(work, { cipher, places }, command),
      ),

    /** Expected restore, alert, casualties, planned cut, state. Tiers are computed again when they depend on it. */
    edit: (id: string, command: EmergencyEdit, actor: Actor) =>
      run({ id: command.id, kind: 'emergency-edit', actor, body: { ...command, emergencyId: id } }, async (work) => {
        const emergency = await lockEmergency(work.db, id)
        refuseStale(emergency, command.revision, 'emergency')
        if (command.state !== 'active') refuseEnded(emergency)
        const { patch, lines } = editOf(work, emergency, command)
        const next = { ...emergency, ...patch }
        if ('expectedRestoreAt' in patch || 'alert' in patch) await settleTiers(work, cipher, next)
        return { emergency: await touch(work, emergency, patch, Object.keys(patch), lines) }
      }),

    /** Switches supplies of buildings by hand: 停, 临时供, 通. */
    setUtilities: (id: string, command: UtilityCommand, actor: Actor) =>
      run({ id: command.id, kind: 'utility', actor, body: { ...command, emergencyId: id } }, (work) =>
        setUtilities(work, id, command),
      ),

    tick: (stepId: string, command: PlanStepCommand, actor: Actor) =>
      run({ id: command.id, kind: 'plan-step', actor, body: { ...command, stepId } }, async (work) => {
        const emergency = await lockPart(work, await findPlanStep(work.db, stepId), 'step of a plan')
        const step = await findPlanStep(work.db, stepId)
        if (!step) throw new Error('A step has gone while its emergency was locked')
        refuseStale(step, command.revision, 'step')
        await work.db.query(
          `update plan_step set done_at = $2, done_by = $3, note = $4, revision = revision + 1 where id = $1`,
          [stepId, command.done ? work.at : null, command.done ? work.actor.label : null, command.note ?? step.note],
        )
        return { emergency: await touch(work, emergency, {}, ['plan']) }
      }),

    stock: (supplyId: string, command: SupplyCommand, actor: Actor) =>
      run({ id: command.id, kind: 'supply', actor, body: { ...command, supplyId } }, async (work) => {
        const emergency = await lockPart(work, await findSupply(work.db, supplyId), 'supply')
        const supply = await findSupply(work.db, supplyId)
        if (!supply) throw new Error('A supply has gone while its emergency was locked')
        refuseStale(supply, command.revision, 'supply')
        await work.db.query(
          `update supply set stock = $2, given = $3, set_aside = $4, revision = revision + 1 where id = $1`,
          [supplyId, command.stock ?? supply.stock, command.given ?? supply.given, command.setAside ?? supply.setAside],
        )
        return { emergency: await touch(work, emergency, {}, ['supplies']) }
      }),

    /** Opens the distribution point. Before the priority households are provided for it takes a reason, never a refusal. */
    distribute: (id: string, command: DistributionCommand, actor: Actor) =>
      run({ id: command.id, kind: 'distribution', actor, body: { ...command, emergencyId: id } }, async (work) => {
        const emergency = await lockEmergency(work.db, id)
        refuseStale(emergency, command.revision, 'emergency')
        refuseEnded(emergency)
        if ((await isEarly(work.db, emergency)) && !command.reason) {
          throw new Problem('invalid', 'Priority households are not provided for yet: say why it starts earlier', {
            errors: [{ path: 'reason', message: 'expected a reason' }],
          })
        }
        const patch = {
          distributionStartedAt: emergency.distributionStartedAt ?? work.at,
          distributionBy: emergency.distributionBy ?? work.actor.label,
          distributionReason: command.reason ?? emergency.distributionReason,
        }
        return { emergency: await touch(work, emergency, patch, Object.keys(patch), ['发放点开始发放物资']) }
      }),

    /** Writes down that 首报, 续报 or 终报 went up; the next one's clock starts. */
    report: (id: string, command: UpwardCommand, actor: Actor) =>
      run({ id: command.id, kind: 'upward-report', actor, body: { ...command, emergencyId: id } }, async (work) => {
        const emergency = await lockEmergency(work.db, id)
        refuseStale(emergency, command.revision, 'emergency')
        const { kind, byPhone, inWriting, signedBy, casualties, trapped } = command
        await work.db.query(
          `insert into upward_report (id, emergency_id, kind, at, by_phone, in_writing, signed_by, casualties, trapped)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [command.id, id, kind, work.at, byPhone, inWriting, signedBy, casualties, trapped],
        )
        const patch = { ...afterReport(emergency, kind, work.at), casualties, trapped }
        const text = `${reportWords[kind]}已报，伤亡 ${casualties}、被困 ${trapped}`
        return {
          emergency: await touch(work, emergency, onlyClock(patch), ['reports', 'casualties', 'trapped'], [text]),
        }
      }),

    /** The street's own checklist and supplies for a kind, for emergencies declared from now on. */
    setTemplate: ({ id, ...template }: PlanTemplateCommand, actor: Actor) =>
      run({ id, kind: 'plan-template', actor, body: template }, async (work) => {
        await saveTemplate(work.db, template)
        return { template }
      }),

    async detail(emergency: Emergency): Promise<EmergencyDetail> {
      const { id } = emergency
      return {
        emergency,
        utilities: await utilities.of(pool, id),
        sweep: await withHelp(pool, await sweep.of(pool, id)),
        plan: await planOf(pool, id),
        supplies: await suppliesOf(pool, id),
        reports: await upwardReportsOf(pool, id),
        timeline: await eventsOf(pool, id),
        reminders: await remindersOf(pool, emergency, clock.now()),
      }
    },
  }

  async function setUtilities(work: Work, id: string, { set }: UtilityCommand) {
    const emergency = await lockEmergency(work.db, id)
    refuseEnded(emergency)
    const known = new Map((await utilities.of(work.db, id)).map((one) => [one.id, one]))
    const next = set.map((wish) => {
      const now = known.get(wish.id)
      if (!now) throw new Problem('not-found', 'There is no such supply in this emergency')
      refuseStale(now, wish.revision, 'supply of a building')
      return { ...now, state: wish.state, revision: now.revision + 1, isNew: now.state !== wish.state }
    })
    const changed = next.filter(({ isNew }) => isNew)
    await work.db.query(
      `update building_utility set state = next.state, since = $3, changed_by = $4, revision = revision + 1
         from unnest($1::uuid[], $2::text[]) as next (id, state) where building_utility.id = next.id`,
      [changed.map((one) => one.id), changed.map(({ state }) => state), work.at, work.actor.label],
    )
    work.changedMany('buildingUtility', changed, ['state'])
    await settleTiers(work, cipher, emergency)
    return { emergency: await touch(work, emergency, {}, ['utilities', 'counters'], utilityLines(changed)) }
  }
}

async function lockPart(work: Work, part: { emergencyId: string } | null, what: string): Promise<Emergency> {
  if (!part) throw new Problem('not-found', `There is no such ${what}`)
  const emergency = await lockEmergency(work.db, part.emergencyId)
  refuseEnded(emergency)
  return emergency
}

const reportWords = { 'first': '首报', 'follow-up': '续报', 'final': '终报' } as const // prettier-ignore
const stateWords = { 'active': '应急处置继续', 'standing-down': '开始收尾', 'ended': '应急处置结束' } as const // prettier-ignore

function editOf(work: Work, emergency: Emergency, command: EmergencyEdit) {
  const { expectedRestoreAt, alert, casualties, trapped, plannedCut, state } = command
  const patch: Partial<Emergency> = {
    ...(expectedRestoreAt !== undefined && { expectedRestoreAt }),
    ...(alert !== undefined && { alert }),
    ...(casualties !== undefined && { casualties }),
    ...(trapped !== undefined && { trapped }),
    ...(plannedCut !== undefined && {
      plannedCutAt: plannedCut?.at ?? null,
      plannedCutBy: plannedCut?.decidedBy ?? null,
    }),
    ...(state !== undefined && {
      state,
      standingDownAt: state === 'active' ? null : (emergency.standingDownAt ?? work.at),
      endedAt: state === 'ended' ? work.at : null,
    }),
  }
  const lines = [
    ...(casualties !== undefined || trapped !== undefined
      ? [`伤亡 ${casualties ?? emergency.casualties}、被困 ${trapped ?? emergency.trapped}`]
      : []),
    ...(state !== undefined && state !== emergency.state ? [stateWords[state]] : []),
  ]
  return { patch, lines }
}

const onlyClock = ({
  firstReportedAt, followUpDueAt, lastReportedAt, finalReportedAt, casualties, trapped,
}: Pick<Emergency, 'firstReportedAt' | 'followUpDueAt' | 'lastReportedAt' | 'finalReportedAt' | 'casualties' | 'trapped'>) => ({
  firstReportedAt, followUpDueAt, lastReportedAt, finalReportedAt, casualties, trapped,
}) // prettier-ignore

const supplyWords: Record<SupplyState, string> = { cut: '停', temporary: '临时供', on: '恢复供' }
const utilityWord: Record<Utility, string> = { power: '电', water: '水', heating: '暖', gas: '气' }

/** `翠屏里 1 号楼等 4 栋临时供电`: one line for each supply and state. */
function utilityLines(changed: readonly { place: string; utility: Utility; state: SupplyState }[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { place, utility, state } of changed) {
    const what = supplyWords[state] + utilityWord[utility]
    groups.set(what, [...(groups.get(what) ?? []), place])
  }
  return [...groups].map(([what, places]) =>
    places.length === 1 ? `${places[0]}${what}` : `${places[0]}等 ${places.length} 栋${what}`,
  )
}

/** General distribution is early while a priority household has no visitor, or a supply is not set aside for each. */
async function isEarly(db: Db, emergency: Emergency): Promise<boolean> {
  const { rows } = await db.query<{ early: boolean }>(
    `select exists (select 1 from ledger_row where emergency_id = $1 and left_at is null and tier <= 2 and visitor_id is null
                       and visited_at is null and outcome is null)
         or exists (select 1 from supply where emergency_id = $1 and set_aside < $2) as early`,
    [emergency.id, emergency.counters.priority.all],
  )
  return rows[0]?.early ?? false
}

/** Said beside the buttons, which always work. */
async function remindersOf(db: Db, emergency: Emergency, now: string): Promise<EmergencyDetail['reminders']> {
  if (emergency.state === 'ended') return []
  const { warned } = emergency.deskCounters
  const { rows } = await db.query<{ unset: boolean; unassigned: boolean }>(
    `select exists (select 1 from supply where emergency_id = $1 and set_aside < $2) as unset,
            exists (select 1 from ledger_row where emergency_id = $1 and left_at is null and visitor_id is null
                       and outcome is null) as unassigned`,
    [emergency.id, emergency.counters.priority.all],
  )
  const { plannedCutAt, firstReportedAt, firstReportDueAt, followUpDueAt } = emergency
  return [
    ...(plannedCutAt && plannedCutAt > now && warned.reached < warned.all ? (['warn-before-cut'] as const) : []),
    ...(rows[0]?.unset ? (['set-aside'] as const) : []),
    ...(rows[0]?.unassigned ? (['assign-visitors'] as const) : []),
    ...(!firstReportedAt && firstReportDueAt <= now ? (['first-report'] as const) : []),
    ...(followUpDueAt && followUpDueAt <= now ? (['follow-up'] as const) : []),
  ]
}
