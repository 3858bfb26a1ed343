import type { PeopleCard } from './street.ts'

/** The contractor the street calls when manager and owner are none or come to nothing. */
export const CONTRACTOR = '应急维修队'

const digits: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 }
const UNIT = /([0-9０-９]{1,2}|[一二三四五六七八九十])\s*单元/

/** The staircase that is spoken of: `统建里 14 号楼 5 单元` → 5. Null when none is. */
export function unitIn(...texts: (string | null | undefined)[]): number | null {
  for (const text of texts) {
    const said = UNIT.exec(text ?? '')?.[1]
    if (said) return digits[said] ?? Number(said.normalize('NFKC'))
  }
  return null
}

/** Who answers for a staircase, or for the whole building when none is named. `exception`: it has a rule of its own. */
export function answersFor(card: Pick<PeopleCard, 'manager' | 'owner' | 'unitManagers'>, unit: number | null) {
  const exception = card.unitManagers.find((one) => one.unit === unit) ?? null
  return { manager: exception ? exception.manager : card.manager, owner: card.owner, exception }
}
