import { z } from 'zod'
import { PlanTemplate } from '#shared/emergency-api'
import type { KindId } from '#shared/kind'
import type { Db } from '../db/transaction.ts'

type Step = PlanTemplate['steps'][number]

const step = (minutes: number | null, text: string): Step => ({ minutes, text })

/** What every plan begins and ends with. Minutes after the declaration. */
const first = [step(5, '报带班领导，核实伤亡与被困'), step(10, '受影响楼栋与优先户名单下发到上门人')]
const last = [
  step(30, '首报区应急局、总值班室（电话和书面）'),
  step(null, '分楼确认恢复，逐户告知'),
  step(null, '恢复后回访优先户'),
]
const outage = [
  step(10, '保命户逐户电话，备用电池与转运待命'),
  step(15, '优先户物资单列，派人上门'),
  step(20, '计划停供前先告知保命、失能高层两档'),
  step(25, '小广场设发放点：饮用水、照明'),
  step(30, '民情专员逐户敲门告知'),
]

const supplies = ['饮用水（5 升）', '保温毯', '应急灯、蜡烛', '热餐', '制氧机备用电池']

/** The checklists the program brings. A street writes its own over them. */
const brought: Partial<Record<KindId, Step[]>> = {
  'pipe-burst': [step(5, '关阀止水，电力、供水、供热到场'), step(10, '排水、发电、供水车、应急照明到位'), ...outage],
  'power-outage': [step(10, '发电车、应急照明到位'), ...outage],
  'water-outage': [step(15, '供水车到位'), ...outage],
  'heating-outage': [step(15, '供热单位到场，保温毯到位'), ...outage],
  'garage-fire': [
    step(0, '核实 119 已接警'),
    step(0, '微型消防站到场'),
    step(5, '疏散受影响楼栋，清点被困'),
    step(10, '民警到场维持秩序'),
    step(null, '次日复查火点与配电'),
  ],
  'waterlogging': [step(10, '抢险队、水泵到位'), step(15, '危险路段、车库封控'), step(null, '下一场雨后复查')],
  'gas-leak': [step(0, '燃气公司、119 已通知'), step(5, '关阀、禁火、疏散下风向楼栋'), step(null, '次日复测')],
} // prettier-ignore

/** The street's own template of a kind, or the one the program brings; a kind without one gets what all plans share. */
export async function templateOf(db: Db, kind: KindId): Promise<PlanTemplate> {
  const own = await db.query<{ template: unknown }>(`select template from plan_template where kind = $1`, [kind])
  return own.rows[0] ? PlanTemplate.parse(own.rows[0].template) : broughtTemplate(kind)
}

/** All that are not the plain one: the street's own and those that were brought. */
export async function allTemplates(db: Db): Promise<PlanTemplate[]> {
  const { rows } = await db.query<{ template: unknown }>(`select template from plan_template order by kind`)
  const own = z.array(PlanTemplate).parse(rows.map(({ template }) => template))
  const kinds = Object.keys(brought) as KindId[] // keys of that very record
  return [...own, ...kinds.filter((kind) => !own.some((one) => one.kind === kind)).map(broughtTemplate)]
}

export async function saveTemplate(db: Db, template: PlanTemplate): Promise<void> {
  await db.query(
    `insert into plan_template (kind, template) values ($1, $2) on conflict (kind) do update set template = $2`,
    [template.kind, JSON.stringify(template)],
  )
}

function broughtTemplate(kind: KindId): PlanTemplate {
  return { kind, steps: [...first, ...(brought[kind] ?? []), ...last], supplies }
}
