import { describe, expect, it } from 'vitest'
import { offsetMeters } from '#shared/geo'
import type { Position } from '#shared/geo'
import type { KindId } from '#shared/kind'
import { minutesOnFoot, proposalOf, rankUnits } from '../../../client/src/panels/desk/units.ts'
import type { Unit } from '../../../client/src/panels/desk/units.ts'

const at: Position = [116.39, 39.87]
const nobody: ReadonlySet<string> = new Set()

function makeUnit(id: string, meters: number, about: Partial<Unit> = {}): Unit {
  return {
    type: 'worker',
    id,
    label: id,
    name: null,
    teamKind: null,
    gridId: null,
    people: null,
    equipment: [],
    fix: { position: offsetMeters(at, meters, 0), ageMs: 20_000 },
    distanceMeters: meters,
    errand: null,
    ...about,
  }
}
const errand = { incidentId: 'x', summary: '停电', place: '书院里', state: 'accepted' as const }
const team = (id: string, meters: number, teamKind: Unit['teamKind'], about: Partial<Unit> = {}) =>
  makeUnit(id, meters, { type: 'team', teamKind, ...about })
const about = (kind: KindId, gridId: string | null = null, sentIds = nobody) => ({ kind, gridId, sentIds })

describe('whom the dock proposes', () => {
  it('is the nearest free team of the trade for an emergency, before any worker', () => {
    const units = [
      makeUnit('worker', 30),
      team('fire far', 900, 'micro-fire-station'),
      team('fire', 400, 'micro-fire-station'),
    ]
    expect(rankUnits(units, about('garage-fire'))).toEqual(['fire', 'fire far', 'worker'])
  })

  it('is the team whose trade it is, though another that may help stands nearer', () => {
    const units = [team('patrol', 80, 'patrol'), team('fire', 700, 'micro-fire-station')]
    expect(rankUnits(units, about('garage-fire'))).toEqual(['fire', 'patrol'])
  })

  it('is the worker of the same grid for everyday things, though another stands nearer', () => {
    const units = [makeUnit('near', 50), makeUnit('own', 400, { gridId: 'g' }), makeUnit('other', 90)]
    expect(rankUnits(units, about('clutter', 'g'))).toEqual(['own', 'near', 'other'])
  })

  it('is never somebody who is busy, lost, already sent or of another trade', () => {
    const units = [
      makeUnit('busy', 10, { errand }),
      makeUnit('lost', 20, { fix: { position: at, ageMs: 301_000 } }),
      makeUnit('never seen', 0, { fix: null, distanceMeters: null }),
      makeUnit('sent', 30),
      team('power', 40, 'power'),
      makeUnit('free', 500),
    ]
    const asked = about('clutter', null, new Set(['sent']))
    expect(rankUnits(units, asked)).toEqual(['free'])
    expect(proposalOf(units, ['free'], asked).others.map(({ unit, whyNot }) => [unit.id, whyNot])).toEqual([
      ['busy', 'busy'],
      ['lost', 'no-position'],
      ['sent', 'here'],
      ['power', 'other-trade'],
      ['never seen', 'no-position'],
    ])
  })

  it('keeps its rows while people walk about and after one was sent', () => {
    const ranked = rankUnits([makeUnit('a', 100), makeUnit('b', 200)], about('clutter'))
    const later = [makeUnit('b', 20), makeUnit('a', 300, { errand })]
    const proposal = proposalOf(later, ranked, about('clutter', null, new Set(['a'])))
    expect(proposal.proposed.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('says minutes on foot along streets, never less than one', () => {
    expect(minutesOnFoot(5)).toBe(1)
    expect(minutesOnFoot(500)).toBe(9)
  })
})
