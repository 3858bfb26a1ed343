import { describe, expect, it } from 'vitest'
import { deskActionOf, keyHints } from '../../../client/src/screens/desk/desk-keys.ts'
import type { KeyPress } from '../../../client/src/screens/desk/desk-keys.ts'
import { zhCn } from '../../../client/src/words/zh-cn/zh-cn.ts'

const press = (code: string, about: Partial<KeyPress> = {}) =>
  deskActionOf({
    code,
    key: '',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isTyping: false,
    isOnControl: false,
    ...about,
  })

describe('the keys of the desk', () => {
  it.each([
    ['KeyJ', { does: 'next' }],
    ['KeyK', { does: 'previous' }],
    ['Enter', { does: 'open' }],
    ['KeyN', { does: 'newCall' }],
    ['KeyM', { does: 'merge' }],
    ['KeyE', { does: 'edit' }],
    ['KeyA', { does: 'showAll' }],
    ['KeyC', { does: 'acknowledge' }],
    ['Digit1', { does: 'send', nth: 0 }],
    ['Numpad3', { does: 'send', nth: 2 }],
    ['Slash', { does: 'search' }],
    ['Escape', { does: 'back' }],
  ])('%s asks for %o, whatever the input method makes of it', (code, action) => {
    expect(press(code)).toEqual(action)
  })

  it('tells the question mark from the slash', () => {
    expect(press('Slash', { shiftKey: true })).toEqual({ does: 'keys' })
    expect(press('Minus', { key: '?', shiftKey: true })).toEqual({ does: 'keys' })
    expect(press('Slash', { key: '/' })).toEqual({ does: 'search' })
  })

  it('belong to the text while somebody types, all but Esc', () => {
    for (const code of ['KeyN', 'KeyM', 'Digit1', 'Enter', 'Slash']) expect(press(code, { isTyping: true })).toBeNull()
    expect(press('Escape', { isTyping: true })).toEqual({ does: 'back' })
  })

  it('leave Enter to the button that has the focus', () => {
    expect(press('Enter', { isOnControl: true })).toBeNull()
    expect(press('KeyJ', { isOnControl: true })).toEqual({ does: 'next' })
  })

  it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('are the browser’s with %s held', (held) => {
    expect(press('KeyN', { [held]: true })).toBeNull()
  })

  it('never send anybody for a sign typed with Shift', () => {
    expect(press('Digit1', { shiftKey: true })).toBeNull()
  })

  it('are all on the sheet, each with its words', () => {
    expect(keyHints.map(({ does }) => does).filter((does) => !(does in zhCn.desk.keys))).toEqual([])
  })
})
