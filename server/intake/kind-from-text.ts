import { kinds } from '#shared/kind-table'
import type { KindId } from '#shared/kind'
import type { Nature } from '#shared/channel'

export interface KindGuess {
  kind: KindId
  /** The words that spoke for it, so that a person can see why. Empty when nothing did. */
  words: string[]
}

/**
 * The kind that the words of a report suggest: the first of the table of kinds, which lists the dangerous
 * ones first, with one of its words in the text. A kind whose words all stand behind 不 or 没 is passed over.
 */
export function kindFromText(text: string): KindGuess {
  const plain = text.replace(/\s+/g, '')
  for (const kind of kinds) {
    const words = kind.words.filter((word) => says(plain, word))
    if (words.length > 0) return { kind: kind.id, words }
  }
  return { kind: 'other', words: [] }
}

/** `没有着火` does not say 着火; `没电` is a word of its own and does not stand behind a negation. */
function says(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at)
    if (!/(没有|不是|并非)$/.test(before)) return true
  }
  return false
}

const LIFE = /有人|老人|孩子|小孩|晕倒|受伤|喘不过|救命|闻到煤气|闻到燃气|煤气味|燃气味|被困|出不来|呼吸机|氧气/
const QUESTION = /[?？]|要不要|能不能|可不可以|怎么办|咋办|什么时候|啥时候|多久|是不是该|用不用/

/**
 * A question, or a word about life, is a need of its own: it stays open until a person answers it,
 * whatever incident it is joined to. Better one too many than one too few.
 */
export function needsAnswer(text: string): boolean {
  return LIFE.test(text) || QUESTION.test(text)
}

/** 诉求性质 from kind and words, when the source did not say. */
export function natureOf(kind: KindId, text: string): Nature {
  if (kind === 'question') return 'question'
  if (kind === 'suggestion') return 'suggestion'
  if (/举报|偷偷|违法|群租|无照/.test(text)) return 'denunciation'
  if (/表扬|感谢|谢谢你们|点赞/.test(text)) return 'praise'
  if (/投诉|没人管|太差|多次反映/.test(text)) return 'complaint'
  return 'help'
}
