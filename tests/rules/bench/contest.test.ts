import { describe, expect, it } from 'vitest'
import { hold, judge } from '../../bench/contest.ts'
import type { Contest } from '../../bench/contest.ts'
import { putTable, tableOf } from '../../bench/readme-table.ts'

/** A contestant whose cost is the next of these, and the last one for ever. */
function costing(id: string, ...costs: number[]) {
  return { id, measure: () => (costs.length > 1 ? costs.shift() : costs[0]) ?? NaN }
}

const makeContest = (about: Partial<Contest> = {}): Contest => ({
  goal: 'example',
  wl: 'W1',
  unit: 'ns',
  ours: costing('ours', 10),
  anchor: costing('anchor', 100),
  peer: costing('peer', 20),
  limit: costing('limit', 5),
  target: { x_anchor: 5 },
  isRight: true,
  ...about,
})

describe('a line of the bench', () => {
  it('tells medians and how many times cheaper ours is', async () => {
    const row = await hold(makeContest({ ours: costing('ours', 10, 90, 8) }), 3)
    expect(row).toMatchObject({ ours: 10, x_anchor: 10, x_peer: 2, x_limit: 2, reps: 3, pass: true })
  })

  it('decides nothing when the limit cost a quarter more at the end than at the beginning', async () => {
    const row = await hold(makeContest({ limit: costing('limit', 5, 5, 5, 6.5) }), 3)
    expect(row).toMatchObject({ noisy: true, pass: null })
  })

  it('holds nothing against the limit that only its first time costs', async () => {
    const row = await hold(makeContest({ limit: costing('limit', 50, 5) }), 3)
    expect(row).toMatchObject({ noisy: false, limit: { val: 5 } })
  })

  it('fails with a wrong answer, however fast and however restless the machine', async () => {
    const row = await hold(makeContest({ isRight: false, limit: costing('limit', 5, 5, 5, 50) }), 3)
    expect(row.pass).toBe(false)
  })

  it('says that a contestant is not installed and puts nothing in its place', async () => {
    const row = await hold(makeContest({ peer: { id: 'peer', skipped: 'not installed' } }), 3)
    expect(row).toMatchObject({ peer: { id: 'peer', skipped: 'not installed' }, x_peer: null, pass: true })
  })

  it.each([
    [{ x_anchor: 5 }, true],
    [{ x_anchor: 11 }, false],
    [{ ours: 9 }, false],
    [{ x_peer: 1 }, null],
    [{ x_peer: 1, ours: 9 }, false],
    [{ x_limit: 2 }, true],
    [{ x_limit: 1.9 }, false],
  ])('with the target %j is judged %s when the peer is missing', (target, verdict) => {
    const found = { ours: 10, x_anchor: 10, x_peer: null, x_limit: 2 }
    expect(judge({ target, found, isRight: true, noisy: false })).toBe(verdict)
  })
})

describe('the table in the README', () => {
  it('stands between its marks, and says machine and date', async () => {
    const row = { ...(await hold(makeContest(), 3)), commit: 'abc', node: '20.1.0', cpus: 2 }
    const table = tableOf([row], { date: '2026-11-21', processor: 'Example', load: 0.5 })
    const text = putTable('before <!-- bench -->old<!-- /bench --> after', table)
    expect(text).toMatch(/^before <!-- bench -->\n\n\| goal .*\n\n<!-- \/bench --> after$/s)
    expect(text).not.toContain('old')
    expect(text).toContain('| anchor 100 (10 ×) | peer 20 (2 ×) | limit 5 (2 ×) |')
    expect(text).toContain('Example, 2 cores, load 0.5, Node 20.1.0, commit abc, 2026-11-21')
  })
})
