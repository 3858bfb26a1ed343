import { describe, expect, it } from 'vitest'
import { doorDigits, doorWords, makeDoorWord } from '../../../server/emergency/door-password-words.ts'

describe('the word that is said at a door', () => {
  it('begins with another syllable than every other one, and is two characters', () => {
    expect(new Set(doorWords.map(([first]) => first)).size).toBe(doorWords.length)
    expect(doorWords.every((word) => [...word].length === 2)).toBe(true)
  })

  it('has no digits that are misheard for each other', () => {
    for (const digit of ['0', '1', '4', '7']) expect(doorDigits).not.toContain(digit)
  })

  it('is a word and two digits, from whatever chance gives', () => {
    expect(makeDoorWord(() => 0)).toBe('青松 22')
    expect(makeDoorWord((below) => below - 1)).toBe('木梳 99')
    expect(makeDoorWord()).toMatch(/^\p{Script=Han}{2} [235689]{2}$/u)
  })
})
