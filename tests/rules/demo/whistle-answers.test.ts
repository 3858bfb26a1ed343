import { describe, expect, it } from 'vitest'
import { courseOf } from '../../../server/demo/whistle-answers.ts'
import { makeWhistle } from '../make-whistle.ts'

describe('the made-up departments', () => {
  const whistles = Array.from({ length: 200 }, (_, n) =>
    makeWhistle({ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` }),
  )

  it('take the same course for the same whistle, and answer before they come', () => {
    for (const whistle of whistles) {
      const { answersAt, arrivesAt } = courseOf(whistle)
      expect(courseOf(whistle)).toEqual({ answersAt, arrivesAt })
      if (arrivesAt) expect((answersAt ?? '') < arrivesAt && whistle.sentAt < (answersAt ?? '')).toBe(true)
    }
  })

  it('mostly come in time, sometimes late, and sometimes not at all', () => {
    const arrivals = whistles.map((whistle) => courseOf(whistle).arrivesAt)
    const inTime = arrivals.filter((at) => at !== null && at <= (whistles[0]?.arriveDueAt ?? '')).length
    const never = arrivals.filter((at) => at === null).length
    expect(inTime).toBeGreaterThan(120)
    expect(never).toBeGreaterThan(5)
    expect(200 - inTime - never).toBeGreaterThan(10)
  })
})
