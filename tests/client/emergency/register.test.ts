// @vitest-environment jsdom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { AddResident } from '#shared/resident'
import type { RegisteredResident, Resident } from '#shared/resident'
import { Problem } from '#shared/problem'
import type { FoundPlace } from '#shared/street'
import { registerPath } from '../../../client/src/panels/register/register-cut.ts'
import RegisterTable from '../../../client/src/panels/register/RegisterTable.vue'
import RemoveResident from '../../../client/src/panels/register/RemoveResident.vue'
import ResidentForm from '../../../client/src/panels/register/ResidentForm.vue'
import {
  addOf, birthSpans, draftOf, editOf, emptyDraft, fieldAt, toggleNeed, wrongFields,
} from '../../../client/src/panels/register/resident-draft.ts' // prettier-ignore
import { useEntry } from '../../../client/src/screens/register/useEntry.ts'
import { idOf, show } from './make.ts'

const known: RegisteredResident = {
  id: idOf(1), name: '演示 邵秀英', ageBand: '80+', phoneMasked: '100****0417', hasContact: true, notifiedOn: '2026-05-01',
  noticeSource: '入户告知', revision: 3, householdId: idOf(2), bornFrom: 1941,
  health: { needs: ['living-alone'], device: null, deviceReserveMinutes: null },
  door: { place: '翠屏里 8 号楼', unit: 1, floor: 4, room: '402' }, noticePurpose: '应急时优先联系、上门',
} // prettier-ignore
const whole = () => ({ ...draftOf(known), phone: '10012345678' })

describe('an entry of the register that is being written', () => {
  it('has a door, a name, birth years, a need and what they were told; until then it says what is missing', () => {
    expect(wrongFields(emptyDraft('2026-11-18'), null)).toEqual(['door', 'name', 'born', 'needs', 'purpose', 'source'])
    expect(wrongFields(whole(), null)).toEqual([])
    expect(AddResident.parse(addOf(whole(), idOf(9)))).toMatchObject({
      person: { phone: '10012345678', contact: null },
    })
  })

  it('takes the device away with the need of life support', () => {
    const onDevice = { ...toggleNeed(whole(), 'life-support'), device: 'ventilator' as const, reserveMinutes: 90 }
    expect(wrongFields(onDevice, null)).toEqual([])
    expect(toggleNeed(onDevice, 'life-support')).toMatchObject({ device: null, reserveMinutes: null })
  })

  it('leaves number and contact of a known resident alone when nothing was typed there', () => {
    const edit = editOf(draftOf(known), { id: idOf(9), revision: 3 })
    expect(edit).toMatchObject({ person: { name: '演示 邵秀英' } })
    expect(JSON.stringify(edit)).not.toMatch(/phone|contact/)
  })

  it('wants all three of a contact or none', () => {
    expect(wrongFields({ ...whole(), contactName: '演示 女儿' }, null)).toEqual(['contact'])
  })

  it('offers spans of five birth years, with the one somebody has among them', () => {
    expect(birthSpans(2026, null)).toContain(1940)
    expect(birthSpans(2026, 1941)).toContain(1941)
  })

  it.each([
    ['householdId', 'door'],
    ['person.contact.phone', 'contact'],
    ['health.deviceReserveMinutes', 'device'],
    ['health.needs', 'needs'],
    ['notifiedOn', 'notified'],
  ])('shows a refusal of %s beside %s', (path, field) => expect(fieldAt(path)).toBe(field))
})

describe('the form of the register', () => {
  const props = (about: object = {}) => ({
    draft: draftOf(known), known, moved: null, refused: [], failure: null, isSending: false, isBlank: false, today: '2026-11-18',
    find: () => Promise.resolve([]), doorsOf: () => Promise.resolve([]), ...about,
  }) // prettier-ignore

  it('has no field for the number of a paper and no category but needs', () => {
    const { panel } = show(ResidentForm, props())
    const names = panel.findAll('input, select').map((field) => field.attributes('name') ?? '')
    expect(names.filter((name) => /id|paper|card|sex|category/i.test(name))).toEqual([])
  })

  it('is covered while nobody sits there, and keeps what was typed', () => {
    const { panel } = show(ResidentForm, props({ isBlank: true }))
    expect((panel.find('.fields').element as HTMLElement).style.display).toBe('none')
    expect(panel.text()).toContain('60 秒无操作')
  })

  it('shows what somebody else made of it beside what was typed', () => {
    const moved = { ...known, health: { ...known.health, needs: ['bed-bound' as const] }, revision: 4 }
    const { panel, text } = show(ResidentForm, props({ moved }))
    expect(text()).toContain('别人刚改过这一条')
    expect(text()).toContain('卧床')
    expect((panel.find('[name=name]').element as HTMLInputElement).value).toBe('演示 邵秀英')
    expect(show(ResidentForm, props({ moved }), 'en').text()).toContain('Save mine over it')
  })

  it('puts somebody behind a door of the building that was found, never behind a typed one', async () => {
    const building: FoundPlace = { kind: 'building', id: idOf(7), place: '翠屏里 9 号楼', position: [116, 39], communityId: idOf(8) } // prettier-ignore
    const doors = [{ id: idOf(20), unit: 1, floor: 2, room: '201' }, { id: idOf(21), unit: 2, floor: 3, room: '302' }] // prettier-ignore
    const about = { known: null, draft: emptyDraft('2026-11-18'), find: () => Promise.resolve([building]), doorsOf: () => Promise.resolve(doors) } // prettier-ignore
    const { panel } = show(ResidentForm, props(about))
    panel.findComponent({ name: 'BuildingSearch' }).vm.$emit('choose', building)
    await flushPromises()
    await panel.findAll('.door select')[0]?.setValue(2)
    await panel.findAll('.door select')[1]?.setValue(idOf(21))
    expect(panel.emitted('update:draft')?.at(-1)).toMatchObject([{ householdId: idOf(21) }])
  })
})

describe('keeping an entry', () => {
  const desk = (edit: () => Promise<unknown>) => {
    const heard: string[] = []
    let made = 10
    const entry = useEntry({
      commands: {
        open: () => Promise.resolve({ ...known, revision: heard.length === 0 ? 3 : 4 }),
        add: () => Promise.reject(new Error('not here')),
        edit: (_id, body) => {
          heard.push(JSON.stringify(body))
          return edit() as ReturnType<Parameters<typeof useEntry>[0]['commands']['edit']>
        },
        remove: () => Promise.reject(new Error('not here')),
      },
      newId: () => idOf(made++),
      today: () => '2026-11-18',
      onSaved: () => heard.push('saved'),
    })
    return { entry, heard }
  }

  it('shows what somebody else made of it, keeps what was typed, and saves over the newer one when asked', async () => {
    let tries = 0
    const { entry, heard } = desk(() =>
      tries++ === 0 ? Promise.reject(new Problem('conflict', 'moved')) : Promise.resolve({}),
    )
    await entry.open(known.id)
    entry.draft.value = { ...draftOf(known), name: '演示 改名' }
    await entry.save()
    expect(entry.moved.value?.revision).toBe(4)
    expect(entry.draft.value?.name).toBe('演示 改名')
    await entry.save()
    expect(heard.map((line) => /"revision":(\d)/.exec(line)?.[1])).toEqual(['3', '4', undefined])
    expect(entry.draft.value).toBeNull()
  })

  it('sends the same id again when nobody knows whether the first one came through', async () => {
    const { entry, heard } = desk(() => Promise.reject(new Problem('unavailable', 'away')))
    await entry.open(known.id)
    await entry.save()
    await entry.save()
    expect(heard[0]).toBe(heard[1])
    expect(entry.failure.value).toBeInstanceOf(Problem)
  })
})

describe('the list of the register', () => {
  const resident: Resident = {
    id: idOf(1), name: '演示 邵秀英', ageBand: '80+', needs: ['living-alone'], phoneMasked: '100****0417', hasContact: false,
    buildingId: idOf(7), place: '翠屏里 8 号楼', communityId: idOf(8), gridId: idOf(9), notifiedOn: '2026-05-01',
    noticeSource: '入户告知', revision: 1,
  } // prettier-ignore
  const table = (about: object = {}) =>
    show(RegisterTable, { residents: [resident], revealed: new Map(), openId: null, isBlank: false, ...about })

  it('has names, needs and masked numbers, and covers them while nobody sits there', () => {
    expect(table().text()).toContain('100****0417')
    expect(table().text()).toContain('无联系人')
    const blank = table({ isBlank: true, revealed: new Map([[resident.id, { text: '10000000417', secondsLeft: 9 }]]) })
    expect(blank.text()).not.toMatch(/邵秀英|0417|独居/)
  })

  it('is asked for by community, building and need, a page after another', () => {
    expect(registerPath({ community: null, building: null, need: null }, null)).toBe('/api/residents?limit=50')
    const cut = { community: idOf(8), building: null, need: 'bed-bound' as const }
    expect(registerPath(cut, idOf(1))).toBe(
      `/api/residents?limit=50&community=${idOf(8)}&need=bed-bound&cursor=${idOf(1)}`,
    )
  })

  it('forgets somebody only with a second press on the same reason', async () => {
    const { panel, press } = show(RemoveResident, {})
    await press('已搬走')
    expect(panel.emitted('remove')).toBeUndefined()
    await press('已去世')
    expect(panel.emitted('remove')).toBeUndefined()
    await press('确认移出并删除')
    expect(panel.emitted('remove')).toEqual([['died']])
  })
})
