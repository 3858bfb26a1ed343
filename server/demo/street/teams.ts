import { offsetMeters } from '#shared/geo'
import type { Team } from '#shared/people'
import type { PeopleParts, Registry } from './people.ts'
import type { MadeUpStaff, MadeUpTeam } from './made-up-street.ts'

interface TeamPlan {
  label: string
  kind: Team['kind']
  people: number
  equipment: string[]
  skills: string[]
}

const fireKit = ['水带 6 盘', '灭火器 12 具', '空气呼吸器 4 具', '消防电动车']

const TEAMS: readonly TeamPlan[] = [
  {
    label: '抢险 1 队',
    kind: 'emergency-squad',
    people: 8,
    equipment: ['水泵 3 台', '发电机 1 台', '应急照明 2 组', '沙袋 200 条'],
    skills: ['排水', '抢修'],
  },
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number): TeamPlan => ({
    label: `微站 ${number}`,
    kind: 'micro-fire-station',
    people: 4,
    equipment: fireKit,
    skills: ['消防', '急救'],
  })),
  { label: '供水车', kind: 'water-truck', people: 2, equipment: ['水车 8 吨', '水桶 200 只'], skills: ['送水'] },
  { label: '电力 1 组', kind: 'power', people: 4, equipment: ['绝缘斗臂车', '备用电缆 120 米'], skills: ['高压电工'] },
  {
    label: '电力 2 组',
    kind: 'power',
    people: 4,
    equipment: ['发电车 200 千瓦', '应急照明 4 组'],
    skills: ['高压电工'],
  },
  {
    label: '医护 1 组',
    kind: 'medical',
    people: 4,
    equipment: ['除颤器', '氧气瓶 6 只', '担架'],
    skills: ['急救', '护理'],
  },
  { label: '巡逻 1 组', kind: 'patrol', people: 3, equipment: ['电动车 3 辆', '喊话器'], skills: ['巡逻'] },
  { label: '巡逻 2 组', kind: 'patrol', people: 3, equipment: ['电动车 3 辆', '喊话器'], skills: ['巡逻'] },
]

/** The teams with their members, each waiting in another part of the street. Teams are on duty day and night. */
export function gatherTeams(parts: PeopleParts & { registry: Registry }): {
  teams: MadeUpTeam[]
  staff: MadeUpStaff[]
} {
  const { code, random, grids, registry } = parts
  const step = Math.floor(grids.length / TEAMS.length)
  const draw = random.fork('team bases')
  let number = grids.length
  const staff: MadeUpStaff[] = []
  const teams = TEAMS.map((plan, index): MadeUpTeam => {
    const { label, kind, people, equipment } = plan
    const team: Team = {
      id: registry.id(`${code}-T${String(index + 1).padStart(2, '0')}`),
      code: `${code}-T${String(index + 1).padStart(2, '0')}`,
      label,
      kind,
      people,
      equipment,
      duty: 'on',
    }
    const members = Array.from({ length: people }, (): MadeUpStaff => {
      const workerCode = `${code}-W${String(++number).padStart(3, '0')}`
      return {
        shifts: ['day', 'night'],
        phone: registry.phone(),
        worker: {
          id: registry.id(workerCode),
          code: workerCode,
          label,
          name: registry.name(),
          communityId: null,
          gridId: null,
          teamId: team.id,
          skills: plan.skills,
          duty: 'on',
          revision: 1,
        },
      }
    })
    staff.push(...members)
    const grid = grids[index * step + draw.int(0, step - 1)]
    const memberIds = members.map(({ worker }) => worker.id)
    const [leaderId] = memberIds
    if (!grid || leaderId === undefined) throw new Error(`${label} has no base or no member`)
    const base = offsetMeters(grid.labelAt, draw.between(-25, 25), draw.between(-25, 25))
    return { team, base, memberIds, leaderId }
  })
  return { teams, staff }
}
