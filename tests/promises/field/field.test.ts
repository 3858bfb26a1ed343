import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Role } from '#shared/account'
import type { Emergency, LedgerRow } from '#shared/emergency'
import { EmergencyDetail } from '#shared/emergency-api'
import { JoinAnswer } from '#shared/feed'
import type { FeedChange, Snapshot } from '#shared/feed'
import { fieldPolicy, ledgerResidentPolicy } from '#shared/field-policy'
import { ReportAnswer } from '#shared/report'
import { standAtTheDoor } from '../../support/people-at-the-door.ts'
import type { PeopleAtTheDoor } from '../../support/people-at-the-door.ts'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer, TestSocket } from '../../support/street-server.ts'

const CLAIMED = '2026-11-18T07:33:00.000Z'

describe('whoever is out at the doors', () => {
  let street: StreetServer
  let burst: Awaited<ReturnType<typeof openPipeBurst>>
  let people: PeopleAtTheDoor
  let emergency: Emergency
  beforeAll(async () => {
    street = await openStreetServer()
    people = await standAtTheDoor(street)
  })
  afterAll(() => street.close())
  beforeEach(async () => {
    burst = await openPipeBurst(street)
    emergency = await burst.declare()
  })

  const post = (as: Role, path: string, about: object) =>
    street.send('POST', path, { as, body: { id: randomUUID(), ...about } })
  const snapshot = async (as: Role): Promise<Snapshot> => {
    const { body } = await street.send('GET', '/api/changes', { as })
    const answer = JoinAnswer.parse(body)
    if (!('snapshot' in answer)) throw new Error('expected a snapshot')
    return answer.snapshot
  }
  const doorsOf = async (as: Role) =>
    (await snapshot(as)).entities.ledgerRow.filter(({ emergencyId }) => emergencyId === emergency.id)
  const staircases = async (as: Role) =>
    (await snapshot(as)).entities.sweepUnit.filter(({ emergencyId }) => emergencyId === emergency.id)
  const rowAt402 = async () => {
    const row = (await burst.ledger(emergency.id)).find(({ householdId }) => householdId === people.householdId)
    if (!row) throw new Error('expected 402 in the ledger')
    return row
  }
  const foreignRow = async () => {
    const row = (await burst.ledger(emergency.id)).find(({ visitor }) => visitor?.id !== people.specialistId)
    if (!row) throw new Error('expected a door of somebody else')
    return row
  }
  const unitOf402 = async () => {
    const unit = (await staircases('worker')).find(
      ({ buildingId, unit: number }) => buildingId === people.buildingId && number === 1,
    )
    if (!unit) throw new Error('expected the staircase of 402')
    return unit
  }
  const factsAt = async (row: Pick<LedgerRow, 'id'>) =>
    (await street.pool.query(`select * from ledger_fact where row_id = $1 order by at, id`, [row.id])).rows
  const tried = async (id: string) =>
    (await street.pool.query(`select 1 from audit where action = 'refused-foreign' and id = $1`, [id])).rowCount

  describe('sees', () => {
    it('as a specialist the doors of the own task: door, name and need as a code; nothing else of the street', async () => {
      const { entities } = await snapshot('helper')
      const doors = await doorsOf('helper')
      const own = (await burst.ledger(emergency.id)).filter(({ visitor }) => visitor?.id === people.specialistId)
      expect(doors.map(({ id }) => id).sort()).toEqual(own.map(({ id }) => id).sort())
      const door = doors.find(({ householdId }) => householdId === people.householdId)
      expect(door).toMatchObject({ door: { place: '翠屏里 8 号楼', unit: 1, floor: 4, room: '402' }, tier: 2 })
      expect(door?.residents?.[0]).toEqual({ id: expect.any(String), name: expect.any(String), codes: [] })
      for (const entity of [
        'incident',
        'assignment',
        'alarm',
        'worker',
        'line',
        'sweepUnit',
        'buildingUtility',
      ] as const)
        expect(entities[entity], entity).toEqual([])
      expect(JSON.stringify(doors)).not.toMatch(/phone|contact(?!edAt|DueAt)|device|reason|\*{4}/)
    })

    it.each(['worker', 'helper'] as const)('as a %s no field that the policy does not name', async (role) => {
      const { entities } = await snapshot(role)
      for (const [entity, things] of Object.entries(entities)) {
        for (const field of new Set(things.flatMap((thing) => Object.keys(thing)))) {
          const seers = fieldPolicy[entity as keyof typeof fieldPolicy][field] // the snapshot's keys are the lane's entities
          expect(seers, `${entity}.${field} for ${role}`).toContain(role)
        }
      }
      for (const resident of entities.ledgerRow.flatMap(({ residents = [] }) => residents)) {
        for (const field of Object.keys(resident))
          expect(ledgerResidentPolicy[field as keyof typeof ledgerResidentPolicy], field).toContain(role) // its own keys
      }
    })

    it('as a grid worker the staircases of the own grid with every door, and those of nobody else', async () => {
      const units = await staircases('worker')
      expect(units.length).toBeGreaterThan(0)
      expect(new Set(units.map(({ workerId }) => workerId))).toEqual(new Set([people.workerId]))
      const { doors, households } = await unitOf402()
      expect(doors).toHaveLength(households ?? 0)
      expect(doors?.[0]).toEqual({ householdId: expect.any(String), floor: 14, room: '1401', answer: null, at: null })
      expect((await snapshot('wall')).entities.sweepUnit[0]).not.toHaveProperty('doors')
    })

    it('no more a door that was given to somebody else, at once, and again when it comes back', async () => {
      const socket = await street.socketOf('helper')
      const changes = listen(socket)
      const newest = (id: string) => changes.filter((change) => change.id === id).at(-1)
      await socket.emitWithAck('feed:join', { epoch: null, since: null })
      const row = await rowAt402()
      const away = { revision: row.revision, visitor: { kind: 'worker', id: people.workerId } }
      await burst.post(`/api/ledger-rows/${row.id}/visitor`, away)
      await vi.waitFor(() => expect(newest(row.id)).toMatchObject({ state: null, gone: true, revision: 2 }))
      expect((await doorsOf('helper')).map(({ id }) => id)).not.toContain(row.id)
      expect((await doorsOf('worker')).map(({ id }) => id)).toEqual([row.id])
      const back = { revision: 2, visitor: { kind: 'specialist', id: people.specialistId } }
      await burst.post(`/api/ledger-rows/${row.id}/visitor`, back)
      await vi.waitFor(() => expect(newest(row.id)?.state).toMatchObject({ door: { room: '402' } }))
    })

    it('nothing of it a day after the end', async () => {
      const revision = (await emergencyNow()).revision
      await burst.post(`/api/emergencies/${emergency.id}/edit`, { revision, state: 'ended' })
      expect((await doorsOf('helper')).length).toBeGreaterThan(0)
      await street.pool.query(`update emergency set ended_at = ended_at - interval '24 hours 1 second' where id = $1`, [
        emergency.id,
      ])
      expect(await doorsOf('helper')).toEqual([])
      expect(await staircases('worker')).toEqual([])
    })
  })

  describe('records', () => {
    it('what happened at a door, once however often it is sent, with the time the phone claims beside ours', async () => {
      const row = await rowAt402()
      const fact = { id: randomUUID(), kind: 'attempt', means: 'door', answered: false, claimedAt: CLAIMED }
      const path = `/api/ledger-rows/${row.id}/facts`
      const first = await street.send('POST', path, { as: 'helper', body: fact })
      expect(first).toMatchObject({ status: 200, body: { row: { id: row.id, reached: false } } })
      expect(await street.send('POST', path, { as: 'helper', body: fact })).toEqual(first)
      const facts = await factsAt(row)
      expect(facts).toMatchObject([{ kind: 'attempt', claimed_at: CLAIMED, author: '测试 helper' }])
      expect(facts[0].at).not.toBe(CLAIMED)
      expect((await rowAt402()).attempts?.[0]).toMatchObject({ claimedAt: CLAIMED, means: 'door', answered: false })
      expect((await emergencyNow()).deskCounters.noAnswer).toBe(1)
    })

    it('without a revision, because what happened has happened, whoever else wrote meanwhile', async () => {
      const row = await rowAt402()
      const path = `/api/ledger-rows/${row.id}/facts`
      await burst.post(path, { revision: row.revision, kind: 'attempt', means: 'phone', answered: false })
      expect((await post('helper', path, { kind: 'attempt', means: 'door', answered: false })).status).toBe(200)
      expect((await rowAt402()).attempts?.map(({ means }) => means)).toEqual(['phone', 'door'])
    })

    it('an outcome, but never over one that the phone did not see', async () => {
      const row = await rowAt402()
      const path = `/api/ledger-rows/${row.id}/facts`
      await burst.post(path, { revision: row.revision, kind: 'outcome', outcome: 'with-family' })
      const late = await post('helper', path, { kind: 'outcome', outcome: 'refused', insteadOf: null })
      expect(late).toMatchObject({ status: 409, body: { code: 'conflict', current: { outcome: 'with-family' } } })
      const seen = await post('helper', path, { kind: 'outcome', outcome: 'supplied', insteadOf: 'with-family' })
      expect(seen.status).toBe(200)
    })

    it('that somebody needs help: the desk sees it until there is an outcome', async () => {
      const path = `/api/ledger-rows/${(await rowAt402()).id}/facts`
      await post('helper', path, { kind: 'help', wish: 'move', note: '要担架' })
      expect(await rowAt402()).toMatchObject({ help: { wish: 'move' }, reached: true })
      await post('helper', path, { kind: 'outcome', outcome: 'moved' })
      expect(await rowAt402()).toMatchObject({ help: null, outcome: 'moved' })
    })

    it('door after door of a staircase; the newest answer is how the door stands, and the wall counts', async () => {
      const unit = await unitOf402()
      const path = `/api/sweep-units/${unit.id}/doors`
      const [first, second] = unit.doors ?? []
      const knock = (householdId: string | undefined, answer: string) =>
        post('worker', path, { householdId, answer, claimedAt: CLAIMED })
      await knock(first?.householdId, 'told')
      await knock(second?.householdId, 'no-answer')
      expect((await emergencyNow()).counters.told).toBe(1)
      await knock(second?.householdId, 'help')
      await knock(first?.householdId, 'told')
      const now = await unitOf402()
      expect(now).toMatchObject({ told: 1 })
      expect(now.doors?.slice(0, 2).map(({ answer }) => answer)).toEqual(['told', 'help'])
      expect((await staircases('coordinator')).find(({ id }) => id === unit.id)?.help).toEqual([second?.room])
      const { body } = await street.send('GET', `/api/emergencies/${emergency.id}`, { as: 'coordinator' })
      expect(EmergencyDetail.parse(body).sweep.find(({ id }) => id === unit.id)?.help).toEqual([second?.room])
    })

    it('a door once: whom the specialist reached, the worker need not knock at again', async () => {
      await post('helper', `/api/ledger-rows/${(await rowAt402()).id}/facts`, { kind: 'outcome', outcome: 'supplied' })
      const unit = await unitOf402()
      expect(unit.doors?.find(({ room }) => room === '402')).toMatchObject({ answer: 'told' })
      expect(unit.told).toBe(1)
    })

    it('how far an errand is, step by step, with the time the phone claims', async () => {
      const { body } = await street.send('GET', `/api/incidents/${burst.incident.id}`, { as: 'coordinator' })
      const { revision } = (body as { incident: { revision: number } }).incident // as the desk reads it
      const sent = await burst.post(`/api/incidents/${burst.incident.id}/assignments`, {
        revision, assignee: 'worker', assigneeId: people.workerId,
      }) // prettier-ignore
      const { assignment } = sent.body as { assignment: { id: string } } // an AssignAnswer, checked where it is tested
      for (const state of ['accepted', 'on-the-way', 'arrived'])
        expect((await post('worker', `/api/assignments/${assignment.id}`, { state, claimedAt: CLAIMED })).status).toBe(
          200,
        )
      const steps = await street.pool.query(`select state, claimed_at from assignment_step order by at, state`)
      expect(steps.rows).toContainEqual({ state: 'arrived', claimed_at: CLAIMED })
      const { assignment: own, incident } = (await snapshot('worker')).entities
      expect(own).toMatchObject([{ id: assignment.id, state: 'arrived' }])
      expect(incident.map(({ id }) => id)).toContain(burst.incident.id)
    })

    it.each(['worker', 'helper'] as const)(
      'what a %s sees, as a report from the field with its kind from the words',
      async (as) => {
        const about = { channel: 'field', text: '车库门口也开始进水了，水深 20 厘米', buildingId: people.buildingId }
        const answer = await post(as, '/api/reports', { ...about, observedAt: CLAIMED })
        expect(answer.status).toBe(201)
        expect(answer.body).not.toHaveProperty('suggestion')
        const { report } = ReportAnswer.pick({ report: true }).parse(answer.body)
        expect(report).toMatchObject({ channel: 'field', observedAt: CLAIMED })
        const { body } = await street.send('GET', `/api/incidents/${report.incidentId}`, { as: 'coordinator' })
        expect(body).toMatchObject({ incident: { kind: 'waterlogging', origin: 'found', channel: 'field' } })
        expect((await post(as, '/api/reports', { ...about, channel: 'leader' })).status).toBe(400)
      },
    )
  })

  describe('is told that there is no such thing, and it is written down,', () => {
    it.each(['worker', 'helper'] as const)('as a %s at the door of somebody else', async (as) => {
      const { id } = await foreignRow()
      expect((await post(as, `/api/ledger-rows/${id}/facts`, { kind: 'visited' })).status).toBe(404)
      expect(await factsAt({ id })).toEqual([])
      expect(await tried(id)).toBe(1)
    })

    it('in the staircase of somebody else, and at a door that is not in it', async () => {
      const own = await unitOf402()
      const foreign = (await staircases('coordinator')).find(({ workerId }) => workerId !== people.workerId)
      const told = { householdId: people.householdId, answer: 'told' }
      expect((await post('worker', `/api/sweep-units/${foreign?.id}/doors`, told)).status).toBe(404)
      expect(await tried(foreign?.id ?? '')).toBe(1)
      const elsewhere = { householdId: (await foreignRow()).householdId, answer: 'told' }
      expect((await post('worker', `/api/sweep-units/${own.id}/doors`, elsewhere)).status).toBe(404)
    })

    it.each(['worker', 'helper'] as const)('as a %s who adds to an incident of somebody else', async (as) => {
      const { rows } = await street.pool.query<{ id: string }>(
        `select b.id from building b where b.grid_id <> (select grid_id from worker where id = $1) and use = 'tower' limit 1`,
        [people.workerId],
      )
      const { incident } = ReportAnswer.parse((await street.report({ buildingId: rows[0]?.id })).body)
      const about = { channel: 'field', text: '我也看见了', incidentId: incident.id }
      expect((await post(as, '/api/reports', about)).status).toBe(404)
      expect(await tried(incident.id)).toBe(1)
    })
  })

  async function emergencyNow(): Promise<Emergency> {
    const { body } = await street.send('GET', `/api/emergencies/${emergency.id}`, { as: 'coordinator' })
    return EmergencyDetail.parse(body).emergency
  }
})

function listen(socket: TestSocket): FeedChange[] {
  const changes: FeedChange[] = []
  socket.on('feed:change', (change) => changes.push(change))
  return changes
}
