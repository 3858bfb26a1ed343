import type { Position } from '#shared/geo'
import { DAY_MS, plus, streetDay } from '#shared/time'
import type { Instant } from '#shared/time'
import { shiftAt } from '../roster/shift.ts'
import { TRIPPING_HOUSE } from './troubled-places.ts'
import { householdIdOf, householdsOf } from './street/households.ts'
import type { MadeUpStreet, Shift } from './street/made-up-street.ts'

/** Seals what is personal, even of people who do not exist: the tables know it no other way. */
export type Seal = (text: string) => Buffer

export interface TableRows {
  table: string
  /** What to call them while they go in. */
  what: string
  rows: object[]
}

/** A made-up street as rows of the tables of 0003, 0004 and 0008, each table after those it refers to. */
export function rowsOfStreet(street: MadeUpStreet, seal: Seal, now: Instant): TableRows[] {
  return [
    ...placeRows(street),
    ...helperRows(street, seal),
    ...rosterRows(street, seal, now),
    registerRows(street, seal, now),
  ]
}

function placeRows(made: MadeUpStreet): TableRows[] {
  const { street, communities, grids, compounds, buildings, utilityNodes, dependencies, ground, roads } = made
  return [
    { table: 'street', what: '街道 street', rows: [{ ...street, demo: true, ground, roads }] },
    {
      table: 'community',
      what: '社区 communities',
      rows: communities.map(({ labelAt, ...community }) => ({
        ...community,
        street_id: street.id,
        label_at: labelAt && pointText(labelAt),
        police_deputy: community.virtual ? null : POLICE_DEPUTY,
      })),
    },
    {
      table: 'grid',
      what: '网格 grids',
      rows: grids.map(({ communityId, labelAt, ...grid }) => ({
        ...grid,
        community_id: communityId,
        label_at: pointText(labelAt),
      })),
    },
    {
      table: 'compound',
      what: '小区院落 compounds',
      rows: compounds.map(({ communityId, ...compound }) => ({ ...compound, community_id: communityId })),
    },
    {
      table: 'building',
      what: '楼栋 buildings',
      rows: buildings.map(({ communityId, gridId, compoundId, position, heightMeters, ...building }) => ({
        ...building,
        community_id: communityId,
        grid_id: gridId,
        compound_id: compoundId,
        position: pointText(position),
        height_meters: heightMeters,
      })),
    },
    {
      table: 'utility_node',
      what: '配电室、泵房、热力站 utility nodes',
      rows: utilityNodes.map(({ communityId, position, ...node }) => ({
        ...node,
        community_id: communityId,
        position: pointText(position),
      })),
    },
    {
      table: 'building_dependency',
      what: '楼栋依赖 dependencies',
      rows: dependencies.map(({ buildingId, nodeId }) => ({ building_id: buildingId, node_id: nodeId })),
    },
    {
      table: 'unit_manager',
      what: '合同外单元 staircases outside the contract',
      rows: buildings
        .filter(({ place, units }) => place === TRIPPING_HOUSE && units >= OUTSIDE_THE_CONTRACT)
        .map(({ id }) => ({ building_id: id, unit: OUTSIDE_THE_CONTRACT, manager: null, note: '不在物业合同内' })),
    },
  ]
}

/** The staircase of the tripping house whose breaker belongs to the owner unit and to nobody's contract. */
const OUTSIDE_THE_CONTRACT = 5

/** By role only, as everywhere. */
const POLICE_DEPUTY = '社区民警'

function helperRows({ buildings, people }: MadeUpStreet, seal: Seal): TableRows[] {
  const specialists = people.specialists.map((specialist) => ({
    id: specialist.id,
    code: specialist.code,
    community_id: specialist.communityId,
    grid_id: specialist.gridId,
    home_building_id: specialist.homeBuildingId,
    name_enc: bytesText(seal(specialist.name)),
    phone_enc: bytesText(seal(specialist.phone)),
  }))
  const groups = people.householdGroups.map(({ id, code, communityId, buildingId, head }, index) => ({
    id,
    code,
    name: `${index + 1} 组`,
    community_id: communityId,
    building_id: buildingId,
    head_id: head.id,
    head_building_id: head.homeBuildingId,
    head_name_enc: bytesText(seal(head.name)),
    head_phone_enc: bytesText(seal(head.phone)),
  }))
  const nextSpecialist = dealOut(
    people.specialists.map(({ id, buildingIds, households }) => ({ id, buildingIds, households })),
  )
  const nextGroup = dealOut(
    people.householdGroups.map(({ id, buildingId, households }) => ({ id, buildingIds: [buildingId], households })),
  )
  const households = buildings.flatMap((building) =>
    householdsOf(building).map(({ unit, floor, room }) => ({
      id: householdIdOf(building.id, { unit, room }),
      building_id: building.id,
      unit,
      floor,
      room,
      group_id: nextGroup(building.id),
      specialist_id: nextSpecialist(building.id),
    })),
  )
  return [
    { table: 'specialist', what: '民情专员 specialists', rows: specialists },
    { table: 'household_group', what: '热线居民小组 household groups', rows: groups },
    { table: 'household', what: '户 households', rows: households },
  ]
}

interface Helper {
  id: string
  buildingIds: readonly string[]
  households: number
}

/** Gives each door, asked for in the order of the buildings, to the next helper there who has not enough doors yet. */
function dealOut(helpers: readonly Helper[]): (buildingId: string) => string | null {
  const waiting = new Map<string, { id: string; left: number }[]>()
  for (const { id, buildingIds, households } of helpers) {
    const helper = { id, left: households } // one count, shared by all buildings of this helper
    for (const buildingId of buildingIds) {
      const queue = waiting.get(buildingId)
      if (queue) queue.push(helper)
      else waiting.set(buildingId, [helper])
    }
  }
  return (buildingId) => {
    const helper = waiting.get(buildingId)?.find(({ left }) => left > 0)
    if (!helper) return null
    helper.left--
    return helper.id
  }
}

const shifts: readonly { code: Shift; name: string; startsMinutes: number; leader: string }[] = [
  { code: 'day', name: '白班', startsMinutes: 8 * 60, leader: '街道办副主任' },
  { code: 'night', name: '夜班', startsMinutes: 20 * 60, leader: '街道党工委副书记' },
]

function rosterRows({ people }: MadeUpStreet, seal: Seal, now: Instant): TableRows[] {
  const running = shiftAt(shifts, now)?.shift.code
  return [
    {
      table: 'team',
      what: '队伍 teams',
      rows: people.teams.map(({ team, base }) => ({ ...team, base: pointText(base) })),
    },
    {
      table: 'worker',
      what: '网格员、队员 workers',
      rows: people.staff.map(({ worker, phone, shifts: planned }) => ({
        id: worker.id,
        code: worker.code,
        label: worker.label,
        name: worker.name,
        phone_enc: bytesText(seal(phone)),
        community_id: worker.communityId,
        grid_id: worker.gridId,
        skills: worker.skills,
        duty: planned.some((code) => code === running) ? 'on' : 'off',
      })),
    },
    {
      table: 'team_member',
      what: '队员 team members',
      rows: people.teams.flatMap(({ team, memberIds, leaderId }) =>
        memberIds.map((workerId) => ({ worker_id: workerId, team_id: team.id, leads: workerId === leaderId })),
      ),
    },
    { table: 'department', what: '部门 departments', rows: people.departments },
    {
      table: 'duty_line',
      what: '民情热线 duty lines',
      rows: people.lines.map(({ communityId, ...line }) => ({ ...line, community_id: communityId })),
    },
    {
      table: 'shift',
      what: '班次 shifts',
      rows: shifts.map(({ code, name, startsMinutes, leader }) => ({
        code,
        name,
        starts_minutes: startsMinutes,
        leader,
      })),
    },
    {
      table: 'shift_worker',
      what: '排班 shift plan',
      rows: people.staff.flatMap(({ worker, shifts: planned }) =>
        planned.map((code) => ({ shift_code: code, worker_id: worker.id })),
      ),
    },
  ]
}

/** Birth years follow from the year in which the street is filled, so that the ages of the story hold whenever it is told. */
export function registerRows({ people }: Pick<MadeUpStreet, 'people'>, seal: Seal, now: Instant): TableRows {
  const year = Number(streetDay(now).slice(0, 4))
  return {
    table: 'resident',
    what: '优先户居民 residents',
    rows: people.residents.map((resident) => ({
      id: resident.id,
      household_id: resident.householdId,
      building_id: resident.buildingId,
      name_enc: bytesText(seal(resident.name)),
      phone_enc: bytesText(seal(resident.phone)),
      contact_enc: bytesText(seal(JSON.stringify(resident.contact))),
      health_enc: bytesText(seal(JSON.stringify(resident.health))),
      born_from: year - resident.age,
      notified_on: streetDay(plus(now, -resident.noticedDaysAgo * DAY_MS)),
      notice_source: resident.noticeSource,
      updated_at: now,
      revision: 1,
    })),
  }
}

/** As PostgreSQL writes a point. */
function pointText([lng, lat]: Position): string {
  return `(${lng},${lat})`
}

/** As PostgreSQL writes bytes. */
function bytesText(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`
}
