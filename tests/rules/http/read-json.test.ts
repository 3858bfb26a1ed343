import { describe, expect, it } from 'vitest'
import { nestingOf } from '../../../server/http/read-json.ts'

describe('the depth of a body', () => {
  it.each([
    ['1', 0],
    ['[]', 1],
    ['{"a":[{"b":1}],"c":[]}', 3],
    ['{"a":"[[[[","b":"\\"[["}', 1],
    ['"\\\\"', 0],
    ['['.repeat(10_000), 10_000],
  ])('%s → %i', (json, depth) => {
    expect(nestingOf(Buffer.from(json))).toBe(depth)
  })
})
