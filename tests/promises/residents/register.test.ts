import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listOf } from '#shared/api'
import { Snapshot } from '#shared/feed'
import { BuildingDoor, RegisteredResident, Resident, RevealedResident } from '#shared/resident'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('keeping the priority register', () => {
  let street: StreetServer
  let buildingId: string
  let doors: BuildingDoor[]
  beforeAll(async () => {
    street = await openStreetServer()
    const { rows } = await street.pool.query<{ id: string }>(`select id from building where use = 'slab' order by code limit 1`) // prettier-ignore
    buildingId = rows[0]?.id ?? ''
    const { body } = await street.send('GET', `/api/places/buildings/${buildingId}/doors`, { as: 'coordinator' })
    const { rows: taken } = await street.pool.query<{ id: string }>(`select household_id as id from resident`)
    const isFree = ({ id }: BuildingDoor) => !taken.some((one) => one.id === id)
    doors = z
      .object({ items: z.array(BuildingDoor) })
      .parse(body)
      .items.filter(isFree)
  })
  afterAll(() => street.close())

  const post = (path: string, about: object, as: 'coordinator' | 'leader' | 'worker' = 'coordinator') =>
    street.send('POST', path, { as, body: { id: randomUUID(), ...about } })
  const person = { name: '演示 邵秀英', bornFrom: 1940, phone: '10012345678', contact: { name: '演示 女儿', relation: '女儿', phone: '10087654321' } } // prettier-ignore
  const entry = (about: object = {}) => ({
    householdId: doors.pop()?.id,
    person,
    health: { needs: ['living-alone'], device: null, deviceReserveMinutes: null },
    notifiedOn: '2026-11-01',
    noticePurpose: '停水停电时优先上门',
    noticeSource: '入户告知',
    ...about,
  })
  const add = async (about: object = {}) => {
    const id = randomUUID()
    const householdId = doors.pop()?.id ?? ''
    const { status, body } = await post('/api/residents', { ...entry(), id, householdId, ...about })
    return { id, householdId, status, body }
  }
  const open = async (id: string) => RegisteredResident.parse((await post(`/api/residents/${id}/open`, {})).body)
  const listed = async (query: string) =>
    listOf(Resident).parse((await street.send('GET', `/api/residents?limit=200&${query}`, { as: 'coordinator' })).body)

  it('puts somebody behind a door that exists, sealed, with what they were told; sent twice they are there once', async () => {
    const id = randomUUID()
    const wanted = entry()
    expect((await post('/api/residents', { ...wanted, id })).status).toBe(201)
    expect((await post('/api/residents', { ...wanted, id })).status).toBe(200)
    const known = await open(id)
    expect(known).toMatchObject({ name: person.name, phoneMasked: '100****5678', hasContact: true, ageBand: '80+', noticePurpose: '停水停电时优先上门' }) // prettier-ignore
    expect(known.door.room).toBeTruthy()
    const revealed = await post(`/api/residents/${id}/reveal`, { reason: '核对号码' })
    expect(RevealedResident.parse(revealed.body)).toMatchObject({ phone: person.phone, contact: person.contact })
    const { rows } = await street.pool.query<{ line: string }>(`select row_to_json(r)::text as line from resident r where id = $1`, [id]) // prettier-ignore
    expect(rows[0]?.line).not.toMatch(/邵秀英|5678|living-alone/)
  })

  it.each([
    [
      'a device without life support',
      { health: { needs: ['living-alone'], device: 'ventilator', deviceReserveMinutes: 60 } },
    ],
    ['a reserve without a device', { health: { needs: ['life-support'], device: null, deviceReserveMinutes: 60 } }],
    ['no need at all', { health: { needs: [], device: null, deviceReserveMinutes: null } }],
    ['a need nobody knows', { health: { needs: ['suspicious'], device: null, deviceReserveMinutes: null } }],
    ['a telephone that is none', { person: { ...person, phone: '没有' } }],
    ['a door that is not there', { householdId: randomUUID() }],
    ['a day that has not come', { notifiedOn: '2099-01-01' }],
    ['nothing said of what it is for', { noticePurpose: '' }],
  ])('refuses %s', async (_what, about) => {
    expect((await add(about)).status).toBe(400)
  })

  it('has no field for the number of a paper, nor for any other category of people', async () => {
    const { id } = await add({ idNumber: '110101194001010011', person: { ...person, category: '重点人员' } })
    const known = await open(id)
    expect(JSON.stringify(known)).not.toMatch(/110101|重点人员/)
    const { rows } = await street.pool.query<{ name: string }>(`select column_name as name from information_schema.columns where table_name = 'resident'`) // prettier-ignore
    expect(rows.map(({ name }) => name).filter((name) => /paper|identity|category|gender/.test(name))).toEqual([])
  })

  it('mends what is said and leaves the rest: a need is changed without looking at the number', async () => {
    const { id } = await add()
    const health = { needs: ['life-support', 'bed-bound'], device: 'ventilator', deviceReserveMinutes: null }
    expect((await post(`/api/residents/${id}`, { revision: 1, person: {}, health })).status).toBe(200)
    expect(await open(id)).toMatchObject({ health, phoneMasked: '100****5678', revision: 2 })
    await post(`/api/residents/${id}`, { revision: 2, person: { phone: null } })
    expect(await open(id)).toMatchObject({ phoneMasked: null, hasContact: true })
  })

  it('tells the second of two people that the entry moved, and nothing about the person', async () => {
    const { id } = await add()
    await post(`/api/residents/${id}`, { revision: 1, person: { name: '演示 改名' } })
    const late = await post(`/api/residents/${id}`, { revision: 1, person: { name: '演示 迟到' } })
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict', current: { id, revision: 2 } } })
    expect(JSON.stringify(late.body)).not.toContain('演示')
  })

  it('is found by community, by building and by need', async () => {
    const all = await listed(`building=${buildingId}`)
    expect(all.items.every((one) => one.buildingId === buildingId)).toBe(true)
    const alone = await listed(`building=${buildingId}&need=living-alone`)
    expect(alone.total).toBeGreaterThan(0)
    expect(alone.items.every(({ needs }) => needs.includes('living-alone'))).toBe(true)
    const first = await listed('need=living-alone')
    const next = await listed(`need=living-alone&cursor=${first.next}`)
    expect(first.total).toBe(next.total)
    expect(next.items.some(({ id }) => first.items.some((one) => one.id === id))).toBe(false)
  })

  it('erases whoever moved or died: nothing is left but that an id was taken off, by whom and why', async () => {
    const { id } = await add()
    expect((await post(`/api/residents/${id}/remove`, { revision: 1, why: 'moved' })).status).toBe(200)
    expect((await post(`/api/residents/${id}/open`, {})).status).toBe(404)
    const { rows } = await street.pool.query(`select action, reason, fields from audit where id = $1 order by at desc, action`, [id]) // prettier-ignore
    expect(rows).toContainEqual({ action: 'register-remove', reason: 'moved', fields: [] })
    for (const table of ['audit', 'change', 'command', 'resident', 'ledger_row']) {
      const found = await street.pool.query(
        `select 1 from ${table} t where row_to_json(t)::text ~ '邵秀英|10012345678'`,
      )
      expect(found.rowCount).toBe(0)
    }
  })

  it('is kept by coordinators: a leader and a grid worker may not, and every entry that is opened is written down', async () => {
    const { id } = await add()
    for (const as of ['leader', 'worker'] as const) {
      expect((await post('/api/residents', entry(), as)).status).toBe(403)
      expect((await post(`/api/residents/${id}/open`, {}, as)).status).toBe(403)
      expect((await post(`/api/residents/${id}/remove`, { revision: 1, why: 'moved' }, as)).status).toBe(403)
    }
    const opened = async () => (await street.pool.query(`select 1 from audit where id = $1 and action = 'reveal'`, [id])).rowCount // prettier-ignore
    expect(await opened()).toBe(0)
    await open(id)
    expect(await opened()).toBe(1)
  })

  describe('while an emergency runs at the building', () => {
    it('gives a new resident a row of the ledger at once, and takes it away with them; counters and lane follow', async () => {
      const burst = await openPipeBurst(street)
      const emergency = await burst.declare()
      const before = await burst.ledger(emergency.id)
      const { id, householdId } = await add({
        health: { needs: ['bed-bound'], device: null, deviceReserveMinutes: null },
      })
      const row = (await burst.ledger(emergency.id)).find((one) => one.householdId === householdId)
      expect(row).toMatchObject({ tier: 1, residents: [{ id }], visitor: expect.anything() })
      const counted = async () =>
        z
          .object({ counters: z.object({ priority: z.object({ all: z.int() }) }) })
          .parse((await street.pool.query(`select counters from emergency where id = $1`, [emergency.id])).rows[0])
          .counters.priority.all
      expect(await counted()).toBe(emergency.counters.priority.all + 1)

      const needsLess = { needs: ['hard-of-hearing'], device: null, deviceReserveMinutes: null }
      await post(`/api/residents/${id}`, { revision: 1, person: {}, health: needsLess })
      expect((await burst.ledger(emergency.id)).find((one) => one.householdId === householdId)?.tier).toBe(3)

      await burst.post(`/api/ledger-rows/${row?.id}/facts`, { revision: 2, kind: 'contacted' })
      await post(`/api/residents/${id}/remove`, { revision: 2, why: 'died' })
      const after = await burst.ledger(emergency.id)
      expect(after.map((one) => one.householdId).sort()).toEqual(before.map((one) => one.householdId).sort())
      expect(await counted()).toBe(emergency.counters.priority.all)
      const { body } = await street.send('GET', '/api/changes', { as: 'coordinator' })
      const snapshot = z.object({ snapshot: Snapshot }).parse(body).snapshot
      expect((snapshot.entities['ledgerRow'] ?? []).some((one) => one.id === row?.id)).toBe(false)
      const late = await burst.post(`/api/ledger-rows/${row?.id}/facts`, { revision: 4, kind: 'visited' })
      expect(late.status).toBe(404)
    })

    it('leaves the row when another one behind the same door stays, and an ended emergency as it was', async () => {
      const burst = await openPipeBurst(street)
      const emergency = await burst.declare()
      const first = await add()
      const second = await add({ householdId: first.householdId })
      await post(`/api/residents/${first.id}/remove`, { revision: 1, why: 'moved' })
      const row = (await burst.ledger(emergency.id)).find((one) => one.householdId === first.householdId)
      expect(row?.residents?.map(({ id }) => id)).toEqual([second.id])
      const { rows } = await street.pool.query<{ revision: number }>(`select revision from emergency where id = $1`, [emergency.id]) // prettier-ignore
      await burst.post(`/api/emergencies/${emergency.id}/edit`, { revision: rows[0]?.revision, state: 'ended' })
      const size = (await burst.ledger(emergency.id)).length
      await add()
      expect(await burst.ledger(emergency.id)).toHaveLength(size)
    })
  })
})
