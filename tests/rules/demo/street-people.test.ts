import { describe, expect, it } from 'vitest'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../../server/demo/street/draw-street.ts'

const { grids, buildings, people } = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe('the people', () => {
  const gridStaff = people.staff.filter((staff) => staff.worker.gridId !== null)

  it('are 110 grid staff, one a grid, 88 on the day shift and 31 at night', () => {
    expect(gridStaff.map((staff) => staff.worker.label)).toEqual(grids.map((grid) => grid.name))
    expect(gridStaff.filter((staff) => staff.shifts.includes('day'))).toHaveLength(88)
    expect(gridStaff.filter((staff) => staff.shifts.includes('night'))).toHaveLength(31)
  })

  it('are 2,759 specialists, at least one for every 20 households of each grid', () => {
    expect(people.specialists).toHaveLength(2_759)
    expect(sum(people.specialists.map((specialist) => specialist.households))).toBe(46_500)
    expect(Math.max(...people.specialists.map((specialist) => specialist.households))).toBeLessThanOrEqual(20)
    const gridOf = new Map(buildings.map((building) => [building.id, building.gridId]))
    for (const specialist of people.specialists) {
      expect(specialist.buildingIds).toContain(specialist.homeBuildingId)
      expect(gridOf.get(specialist.homeBuildingId)).toBe(specialist.gridId)
    }
  })

  it('are 69 groups of about 40 households, each with a head who lives there', () => {
    expect(people.householdGroups).toHaveLength(69)
    for (const group of people.householdGroups) {
      expect(Math.abs(group.households - 40)).toBeLessThanOrEqual(10)
      expect(group.head.homeBuildingId).toBe(group.buildingId)
    }
    expect(new Set(people.householdGroups.map((group) => group.communityId)).size).toBe(27)
  })

  it('move in teams with as many members as each says, all known as staff', () => {
    const labels = people.teams.map(({ team }) => team.label)
    expect(labels).toEqual(
      expect.arrayContaining(['抢险 1 队', '微站 1', '微站 8', '供水车', '电力 2 组', '巡逻 2 组']),
    )
    const staffIds = new Set(people.staff.map((staff) => staff.worker.id))
    for (const { team, memberIds, leaderId } of people.teams) {
      expect(memberIds).toHaveLength(team.people)
      expect(memberIds).toContain(leaderId)
      expect(memberIds.every((id) => staffIds.has(id))).toBe(true)
    }
  })

  it('whistle departments, and call 119, 110 and 120, never the other way round', () => {
    const called = people.departments.filter((department) => department.relation === 'called')
    expect(called.map((department) => department.label)).toEqual(['119', '110', '120'])
  })

  it('answer one line in each community that has a boundary', () => {
    expect(people.lines).toHaveLength(27)
  })

  it('have telephones of their own, in a range that rings nowhere', () => {
    const everybody = [...people.staff, ...people.specialists, ...people.householdGroups.map((group) => group.head)]
    const phones = everybody.map((person) => person.phone)
    expect(phones.every((phone) => /^1003\d{7}$/.test(phone))).toBe(true)
    expect(new Set(phones).size).toBe(phones.length)
    expect(new Set(people.staff.map((staff) => staff.worker.code)).size).toBe(people.staff.length)
  })
})
