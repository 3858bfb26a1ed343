/** One way to write a place, so that what people type meets what is stored: `松涛苑 七栋` and `松涛苑7号楼` are one. */
export function canonicalPlace(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.;:·、。"'()[\]【】]+/gu, '')
    .replace(/[一二三四五六七八九十]+(?=号|栋|幢|座|院|排|单元|门)/gu, (numeral) => String(numberOf(numeral)))
    .replace(/(\d+)(?:号楼|号?栋楼?|号?幢楼?|座|#楼?)/gu, '$1号楼')
    .replace(/(\d+)-(\d+)-(\d+)/gu, '$1号楼$2单元$3')
}

const digits = '一二三四五六七八九'

/** `七` → 7, `十二` → 12, `二十` → 20; as far as houses and yards are numbered in words. */
function numberOf(numeral: string): number {
  const [tens = '', ones = ''] = numeral.includes('十') ? numeral.split('十') : ['-', numeral]
  const ten = tens === '-' ? 0 : tens === '' ? 1 : digits.indexOf(tens) + 1
  return ten * 10 + (ones === '' ? 0 : digits.indexOf(ones) + 1)
}

/**
 * Takes unit, floor, room and door out of a place that everybody may read: `松涛苑 7 号楼 3 单元 402 室` →
 * `松涛苑 7 号楼`. A belt for names that were imported; callers' own words never become a place at all.
 */
export function withoutDoor(place: string): string {
  return doorMarks
    .reduce((text, mark) => text.replace(mark, ' '), place)
    .replace(/\s+/gu, ' ')
    .replace(/[\s,，、\-—－]+$/u, '')
    .trim()
}

const arabic = '[0-9０-９]+'
/** Only where a word can begin: 棉三 is a name, and 三 in it counts nothing. */
const chinese = '(?<=^|[\\s楼栋幢座排元])[一二三四五六七八九十]+'
const doorMarks: readonly RegExp[] = [
  // 8-3-402 after a house, 3-402: unit and room
  /(?<=[楼栋幢座])\s*[-—－]?\s*[0-9０-９]{1,2}\s*[-—－]\s*[0-9０-９]{2,4}/gu,
  // A floor is `6 层` or `6 楼`; a house is `6 号楼`.
  new RegExp(`(?:${arabic}\\s*|${chinese})(?:单元|层|楼)`, 'gu'),
  new RegExp(`(?:${arabic}\\s*|${chinese})(?:室|户|门牌?|房间?)(?!外|卫|诊)`, 'gu'),
  // The door in a row of bungalows.
  new RegExp(`(?<=排)\\s*(?:${arabic}|[一二三四五六七八九十]+)\\s*号(?!楼|院)`, 'gu'),
  // What is left of a room: 402, 1102, 402-1
  /(?<![0-9０-９A-Za-z])[-—－]?[0-9０-９]{3,4}(?:[-—－][0-9０-９]+)?(?![0-9０-９])(?!\s*(?:号|院|排|栋|幢|座|店|路|米|网格))/gu,
]
