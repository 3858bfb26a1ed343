import { describe, expect, it } from 'vitest'
import { en } from '../../../client/src/words/en/en.ts'
import { firstLanguage } from '../../../client/src/words/language.ts'
import { zhCn } from '../../../client/src/words/zh-cn/zh-cn.ts'

type Tree = { [key: string]: string | Tree }

const leaves = (tree: Tree, path = ''): [path: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  )
const slots = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

const chinese = new Map(leaves(zhCn))
const english = new Map(leaves(en))

describe('the words', () => {
  it('are the same in both languages, key by key', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it.each([...chinese])('%s takes the same values in both languages', (key, text) => {
    expect(slots(english.get(key) ?? '')).toEqual(slots(text))
  })

  it('have no Chinese left in the English, but for the name of the other language', () => {
    const left = [...english].filter(([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'common.language.other')
    expect(left).toEqual([])
  })
})

describe('the first language', () => {
  it.each([
    ['', null, 'zh-CN'],
    ['?lang=en', null, 'en'],
    ['?lang=zh-CN', 'en', 'zh-CN'],
    ['', 'en', 'en'],
    ['?lang=fr', 'klingon', 'zh-CN'],
  ])('for the address %o and the memory %o is %s', (query, remembered, language) => {
    expect(firstLanguage(query, remembered)).toBe(language)
  })
})
