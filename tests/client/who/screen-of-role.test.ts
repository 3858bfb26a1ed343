import { describe, expect, it } from 'vitest'
import { pageAfter } from '../../../client/src/screens/who/screen-of-role.ts'

describe('after signing in', () => {
  it.each([
    [undefined, 'wall', '/wall'],
    [undefined, 'coordinator', '/desk'],
    ['/wall', 'coordinator', '/wall'],
    ['/desk', 'wall', '/wall'],
    ['https://elsewhere.example', 'leader', '/hotspots'],
    ['/hotspots', 'coordinator', '/hotspots'],
    ['/hotspots', 'wall', '/wall'],
    [undefined, 'admin', '/admin'],
    [undefined, 'worker', '/field'],
    ['/wall', 'helper', '/field'],
    ['/wall', 'auditor', null],
  ] as const)('somebody who wanted %o, as %s, comes to %o', (wanted, role, page) => {
    expect(pageAfter(wanted, role)).toBe(page)
  })
})
