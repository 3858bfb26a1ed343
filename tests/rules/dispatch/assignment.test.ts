import { describe, expect, it } from 'vitest'
import { moveAssignment } from '../../../server/dispatch/assignment.ts'
import { makeAssignment } from '../make.ts'

const at = '2026-11-18T06:30:00.000Z'

describe('an errand', () => {
  it('may leave steps out: whoever arrived had accepted', () => {
    expect(moveAssignment(makeAssignment(), 'arrived', at, undefined)).toMatchObject({
      state: 'arrived', acceptedAt: at, arrivedAt: at, endedAt: null, revision: 2,
    }) // prettier-ignore
  })

  it('keeps the times it has', () => {
    const early = '2026-11-18T06:10:00.000Z'
    expect(
      moveAssignment(makeAssignment({ state: 'accepted', acceptedAt: early }), 'arrived', at, undefined).acceptedAt,
    ).toBe(early)
  })

  it.each([
    ['done', 'arrived'],
    ['declined', 'accepted'],
    ['arrived', 'accepted'],
  ] as const)('that is %s cannot become %s', (from, to) => {
    expect(() => moveAssignment(makeAssignment({ state: from }), to, at, undefined)).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    )
  })

  it('is declined with a reason or not at all', () => {
    expect(() => moveAssignment(makeAssignment(), 'declined', at, undefined)).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    )
    expect(moveAssignment(makeAssignment(), 'declined', at, '在另一处')).toMatchObject({
      state: 'declined',
      reason: '在另一处',
      acceptedAt: null,
    })
  })
})
