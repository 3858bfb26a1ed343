import type { KindId } from '#shared/kind'
import { LegTemplate } from '#shared/leg'
import type { LegParty, PlannedLeg } from '#shared/leg'
import type { Db } from '../db/transaction.ts'

const leg = (party: LegParty, task: string | null = null): PlannedLeg => ({ party, task })

/** The legs the program brings: what goes out in the same minute. A street writes its own over them. */
const brought: Partial<Record<KindId, readonly PlannedLeg[]>> = {
  'garage-fire': [
    leg('119', '报警，接车'),
    leg('micro-fire-station', '出水控火'),
    leg('manager', '断车库电，开卷帘门'),
    leg('evacuation', '疏散楼上，清点被困'),
    leg('police', '封控路口'),
  ],
  'gas-leak': [
    leg('119', '报警，接车'),
    leg('micro-fire-station', '禁火警戒'),
    leg('manager', '关阀，断公共区域电'),
    leg('evacuation', '疏散下风向楼栋'),
    leg('police', '封控路口'),
  ],
  'lift-trapped': [leg('manager', '维保到场，对讲安抚'), leg('119', '报警'), leg('micro-fire-station', '到场协助')],
  'pipe-burst': [
    leg('emergency-squad', '关阀止水，排水'),
    leg('manager', '看守配电室，引路'),
    leg('power', '断电、发电与照明'),
    leg('water-truck', '送水'),
    leg('doors', '逐户告知'),
  ],
  waterlogging: [
    leg('emergency-squad', '抽排'),
    leg('manager', '封车库口，垒沙袋'),
    leg('doors', '敲门告知，劝离低处'),
    leg('police', '封控危险路段'),
  ],
  'power-outage': [leg('manager', '查配电，先恢复'), leg('doors', '逐户告知')],
  'water-outage': [leg('manager', '查泵房'), leg('water-truck', '送水'), leg('doors', '逐户告知')],
}

/** The street's own legs of a kind, or those the program brings; most kinds have none. */
export async function legsOfKind(db: Db, kind: KindId): Promise<LegTemplate> {
  const { rows } = await db.query<{ template: unknown }>(`select template from leg_template where kind = $1`, [kind])
  return rows[0] ? LegTemplate.parse(rows[0].template) : { kind, legs: [...(brought[kind] ?? [])] }
}

/** Of all kinds that have any, or had some that the street took away. */
export async function allLegTemplates(db: Db): Promise<LegTemplate[]> {
  const { rows } = await db.query<{ kind: KindId }>(`select kind from leg_template order by kind`)
  const kinds = new Set([...(Object.keys(brought) as KindId[]), ...rows.map(({ kind }) => kind)]) // keys of that very record
  const all: LegTemplate[] = []
  for (const kind of kinds) all.push(await legsOfKind(db, kind))
  return all
}

export async function saveLegTemplate(db: Db, template: LegTemplate): Promise<void> {
  await db.query(
    `insert into leg_template (kind, template) values ($1, $2) on conflict (kind) do update set template = $2`,
    [template.kind, JSON.stringify(template)],
  )
}
