import { describe, expect, it } from 'vitest'
import { tracksRosterPolicy } from '#shared/field-policy'
import { rosterFor } from '../../../server/tracks/roster-view.ts'
import { createTrackTable } from '../../../server/tracks/table.ts'
import { unitsOnDuty } from '../../../server/tracks/units-on-duty.ts'
import { makeUnit } from './make.ts'
import { ORIGIN } from './walkers.ts'

const fixAt = (atMs: number) => ({ position: ORIGIN, gridId: null, atMs, takenAtMs: atMs })

describe('the slots', () => {
  it('stay with whoever stays, and are given again when somebody leaves', () => {
    const table = createTrackTable()
    const [one, two, three] = [makeUnit(), makeUnit(), makeUnit()]
    table.setOnDuty([one, two])
    table.setOnDuty([two, three])
    expect(table.units()).toEqual([three, two])
    expect(table.slotCount).toBe(2)
    table.setOnDuty([three])
    expect(table.slotCount).toBe(1)
  })

  it('are told by a new roster version only when something changed', () => {
    const table = createTrackTable()
    const unit = makeUnit()
    table.setOnDuty([unit])
    const version = table.rosterVersion
    table.setOnDuty([{ ...unit }])
    expect(table.rosterVersion).toBe(version)
    table.setOnDuty([{ ...unit, label: '翠屏里 04 网格' }])
    expect(table.rosterVersion).toBe(version + 1)
  })

  it('never show the next one where the last one was', () => {
    const table = createTrackTable()
    const [one, two] = [makeUnit(), makeUnit()]
    table.setOnDuty([one])
    table.put(one.workerId, fixAt(1))
    table.setOnDuty([two])
    expect(table.known()).toEqual([])
    expect(table.find(two.workerId)).toBeNull()
    expect(table.takeMoved()).toEqual([])
  })

  it('name who moved once, in ascending order', () => {
    const table = createTrackTable()
    const units = [makeUnit(), makeUnit(), makeUnit()]
    table.setOnDuty(units)
    for (const slot of [2, 0, 2]) table.put(units[slot]?.workerId ?? '', fixAt(performance.now()))
    expect(table.takeMoved()).toEqual([0, 2])
    expect(table.takeMoved()).toEqual([])
  })
})

describe('the roster', () => {
  const table = createTrackTable()
  const unit = makeUnit({ name: '演示甲' })
  table.setOnDuty([unit, makeUnit({ unit: 'team', label: '应急一队', name: null })])

  it('for the wall is unit labels and nothing that leads to a person', () => {
    const { entries } = rosterFor('wall', table)
    expect(entries).toEqual([
      { slot: 0, unit: 'worker', label: unit.label },
      { slot: 1, unit: 'team', label: '应急一队' },
    ])
  })

  it('for the desk has names and ids', () => {
    expect(rosterFor('desk', table).entries[0]).toEqual({
      slot: 0,
      unit: 'worker',
      label: unit.label,
      id: unit.id,
      name: '演示甲',
    })
  })

  it.each(['wall', 'desk', 'leader', 'worker', 'helper'] as const)(
    'for %s has the fields of the policy and no other',
    (audience) => {
      for (const entry of rosterFor(audience, table).entries) {
        for (const field of Object.keys(entry)) {
          expect(tracksRosterPolicy).toHaveProperty([field], expect.arrayContaining([audience]))
        }
      }
    },
  )
})

describe('the units on duty', () => {
  const makeWorker = (code: string, about: object = {}) => ({
    id: crypto.randomUUID(),
    code,
    label: `单位 ${code}`,
    name: `演示 ${code}`,
    communityId: null,
    gridId: null,
    teamId: null,
    skills: [],
    duty: 'on' as const,
    revision: 1,
    ...about,
  })

  it('are the workers on duty, and each team as one unit where its first member on duty is', () => {
    const team = {
      id: crypto.randomUUID(),
      code: 'T1',
      label: '应急一队',
      kind: 'emergency-squad' as const,
      people: 2,
      equipment: [],
      duty: 'on' as const,
    }
    const workers = [
      makeWorker('W3', { teamId: team.id }),
      makeWorker('W2', { teamId: team.id }),
      makeWorker('W1', { teamId: team.id, duty: 'off' }),
      makeWorker('W4'),
    ]
    const units = unitsOnDuty({ workers, teams: [team] })
    expect(units.map(({ unit, label, name }) => ({ unit, label, name }))).toEqual([
      { unit: 'team', label: '应急一队', name: null },
      { unit: 'worker', label: '单位 W4', name: '演示 W4' },
    ])
    expect(units[0]).toMatchObject({ workerId: workers[1]?.id, id: team.id })
  })
})
