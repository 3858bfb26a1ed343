import { z } from 'zod'
import type { KindId } from '#shared/kind'
import { RecheckRule } from '#shared/recheck'
import type { RecheckDue, RecheckRules } from '#shared/recheck'
import { atStreetHour, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import type { Db } from '../db/transaction.ts'

/** The morning hour at which a look of the next day is due. */
const MORNING_HOUR = 9

/** The rules the program brings. A street writes its own over them. */
const brought: Partial<Record<KindId, readonly RecheckRule[]>> = {
  'garage-fire': [{ after: 'controlled', due: 'next-day', what: '火点、配电线路、消防设施' }],
  'gas-leak': [{ after: 'controlled', due: 'next-day', what: '复测浓度，看阀门与接口' }],
  waterlogging: [{ after: 'rooted-out', due: 'next-rain', what: '雨后看积水点与雨水口' }],
}

/** When a look is due that is made at `at`; null when something else has to happen first. */
export function dueOf(due: RecheckDue, at: Instant): Instant | null {
  return due === 'next-day' ? atStreetHour(streetDay(at), 24 + MORNING_HOUR) : null
}

/** The street's own rules of a kind, or those the program brings; most kinds have none. */
export async function rulesOf(db: Db, kind: KindId): Promise<RecheckRule[]> {
  const { rows } = await db.query<{ rules: unknown }>(`select rules from recheck_rule where kind = $1`, [kind])
  return rows[0] ? z.array(RecheckRule).parse(rows[0].rules) : [...(brought[kind] ?? [])]
}

/** Of all kinds that have any, or had some that the street took away. */
export async function allRules(db: Db): Promise<RecheckRules[]> {
  const { rows } = await db.query<{ kind: KindId }>(`select kind from recheck_rule order by kind`)
  const kinds = new Set([...(Object.keys(brought) as KindId[]), ...rows.map(({ kind }) => kind)]) // keys of that very record
  const all: RecheckRules[] = []
  for (const kind of kinds) all.push({ kind, rules: await rulesOf(db, kind) })
  return all
}

export async function saveRules(db: Db, { kind, rules }: RecheckRules): Promise<void> {
  await db.query(`insert into recheck_rule (kind, rules) values ($1, $2) on conflict (kind) do update set rules = $2`, [
    kind,
    JSON.stringify(rules),
  ])
}
