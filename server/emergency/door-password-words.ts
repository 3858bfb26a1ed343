import { randomInt } from 'node:crypto'

/**
 * Words of two syllables that everybody knows and nobody mistakes for another at a door or on a bad line: each begins
 * with another syllable. No name, no place of a street, nothing that frightens.
 */
export const doorWords = [
  '青松', '白杨', '红枫', '金桂', '腊梅', '海棠', '牡丹', '荷花', '葡萄', '苹果', '柿子', '石榴', '花生', '玉米', '豆腐', '馒头',
  '喜鹊', '鸽子', '燕子', '骆驼', '熊猫', '孔雀', '灯笼', '风筝', '毛笔', '雨伞', '钥匙', '棉袄', '围巾', '茶壶', '铁锅', '木梳',
] as const // prettier-ignore

/** Digits that stay apart when they are said: without 1 and 7 (yī, qī), 4 and 10 (sì, shí), and the 0 that looks like a letter. */
export const doorDigits = ['2', '3', '5', '6', '8', '9'] as const

/** `青松 28`: new, from the system's own source of chance; `draw(n)` gives a whole number from 0 up to n. */
export function makeDoorWord(draw: (below: number) => number = (below) => randomInt(below)): string {
  const one = <T>(choices: readonly T[]) => choices[draw(choices.length)]
  return `${one(doorWords)} ${one(doorDigits)}${one(doorDigits)}`
}
