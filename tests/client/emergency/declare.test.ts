// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import type { Utility } from '#shared/emergency'
import type { Position } from '#shared/geo'
import { Problem } from '#shared/problem'
import type { DrawnBuilding } from '#shared/street'
import type { Commands } from '../../../client/src/commands/commands.ts'
import AffectedPick from '../../../client/src/panels/desk/AffectedPick.vue'
import { useDeclare } from '../../../client/src/screens/desk/useDeclare.ts'
import { useDrawKeys } from '../../../client/src/screens/desk/useDrawKeys.ts'
import type { SeenIncident } from '../../../client/src/board/things.ts'
import { makeIncident } from '../../rules/make.ts'
import { idOf, makeEmergency, show } from './make.ts'

/** Houses of ten metres in a row, a compound of three and a shop, and one house elsewhere. */
const house = (nth: number, place: string, households: number): DrawnBuilding => ({
  id: idOf(nth), place, households, use: households > 0 ? 'slab' : 'other',
  footprint: [[nth, 0], [nth + 0.5, 0], [nth + 0.5, 0.5], [nth, 0.5], [nth, 0]],
}) // prettier-ignore
const buildings = [
  house(1, '翠屏里 1 号楼', 152), house(2, '翠屏里 2 号楼', 180), house(3, '翠屏里 3 号楼', 160), house(4, '翠屏里 菜店', 0),
  house(5, '长亭 9 号楼', 45),
] // prettier-ignore

function desk() {
  const sent: Parameters<Commands['declare']>[0][] = []
  const refusals: Error[] = []
  const opened: string[] = []
  let made = 0
  const declaring = useDeclare({
    commands: {
      declare(command) {
        sent.push(command)
        const refusal = refusals.shift()
        if (refusal) return Promise.reject(refusal)
        return Promise.resolve({ emergency: makeEmergency(), seq: 1 })
      },
    },
    newId: () => idOf(100 + made++),
    buildings: shallowRef(buildings),
    emergencies: shallowRef(new Map()),
    onDeclared: (id) => opened.push(id),
  })
  declaring.open(makeIncident({ place: '翠屏里 1 号楼', kind: 'pipe-burst' }) as SeenIncident)
  const draw = (corners: readonly Position[]) => {
    declaring.draw()
    corners.forEach(declaring.corner)
  }
  const go = async (utilities: Utility[] = ['water']) => {
    await declaring.declare({ utilities, expectedRestoreAt: null, drill: true })
    return sent.at(-1)
  }
  return { declaring, draw, go, refusals, opened, names: () => declaring.buildings.value.map(({ place }) => place) }
}
const around: Position[] = [[2.9, -1], [5.9, -1], [5.9, 1], [2.9, 1]] // prettier-ignore

describe('declaring an emergency', () => {
  it('begins with the compound of the case, and counts nobody in a shop', () => {
    expect(desk().names()).toEqual(['翠屏里 1 号楼', '翠屏里 2 号楼', '翠屏里 3 号楼'])
  })

  it('counts live what the area would touch if it were closed where the pointer is', () => {
    const { declaring, draw } = desk()
    draw(around.slice(0, 2))
    expect(declaring.touched.value).toEqual({ corners: 2, buildings: 0, households: 0 })
    declaring.pointAt([5.9, 1])
    expect(declaring.touched.value).toMatchObject({ buildings: 1, households: 45 })
  })

  it('takes the last corner back, and leaves the drawing before it leaves the panel', () => {
    const { declaring, draw } = desk()
    draw(around)
    declaring.uncorner()
    expect(declaring.area.value?.corners).toHaveLength(3)
    declaring.back()
    expect(declaring.area.value).toMatchObject({ isDrawing: false, corners: [] })
    declaring.back()
    expect(declaring.area.value).toBeNull()
  })

  it('tells the server the area with what was added and what was taken out of it by hand, and that it is a drill', async () => {
    const { declaring, draw, go, names } = desk()
    declaring.clear()
    draw(around)
    declaring.closeArea()
    expect(names()).toEqual(['翠屏里 3 号楼', '长亭 9 号楼'])
    declaring.toggle(idOf(5))
    declaring.toggle(idOf(1))
    expect(await go()).toMatchObject({
      area: { type: 'Polygon', coordinates: [[...around, around[0]]] },
      buildingIds: [idOf(1)],
      withoutBuildingIds: [idOf(5)],
      drill: true,
    })
  })

  it('takes the first area that is drawn in place of the proposal, and adds it to what a hand has picked', () => {
    const proposed = desk()
    proposed.draw(around)
    proposed.declaring.closeArea()
    expect(proposed.names()).toEqual(['翠屏里 3 号楼', '长亭 9 号楼'])
    const picked = desk()
    picked.declaring.toggle(idOf(2))
    picked.draw(around)
    picked.declaring.closeArea()
    expect(picked.names()).toEqual(['翠屏里 1 号楼', '翠屏里 3 号楼', '长亭 9 号楼'])
  })

  it('is sent again with its id when nobody answered, and with another one when something else is wanted', async () => {
    const { refusals, go } = desk()
    refusals.push(new Error('no answer'), new Error('no answer'))
    const first = await go()
    const again = await go()
    expect(again?.id).toBe(first?.id)
    expect((await go(['power']))?.id).not.toBe(first?.id)
  })

  it('opens what runs already for the case, and stays with a refusal that names nothing running', async () => {
    const running = makeEmergency()
    const twice = desk()
    twice.refusals.push(new Problem('conflict', 'An emergency is running', { current: running }))
    await twice.go()
    expect(twice.opened).toEqual([running.id])
    const merged = desk()
    merged.refusals.push(new Problem('conflict', 'merged', { current: { id: idOf(1), mergedIntoId: idOf(2) } }))
    await merged.go()
    expect([merged.opened, merged.declaring.failure.value instanceof Problem]).toEqual([[], true])
  })

  it('without a drawing sends the picked buildings alone', async () => {
    expect(await desk().go()).not.toHaveProperty('area')
  })

  it('has a button for every building around the case, so that no mouse is needed', async () => {
    const choices = buildings.slice(0, 2).map((building, nth) => ({ ...building, isPicked: nth === 0 }))
    const { panel, press, text } = show(AffectedPick, { choices, touched: null })
    expect(text()).toContain('1 栋 152 户')
    await press('翠屏里 2 号楼')
    expect(panel.emitted('toggle')).toEqual([[idOf(2)]])
    const drawing = { choices, touched: { corners: 3, buildings: 12, households: 2000 } }
    expect(show(AffectedPick, drawing).text()).toContain('这块范围 12 栋 2000 户')
    expect(show(AffectedPick, drawing, 'en').text()).toContain('12 buildings, 2000 households')
  })
})

describe('the keys while an area is drawn', () => {
  const listen = (isDrawing: boolean) => {
    const heard: string[] = []
    const scope = effectScope()
    scope.run(() =>
      useDrawKeys({
        isDrawing: () => isDrawing,
        onClose: () => heard.push('close'),
        onTakeBack: () => heard.push('back'),
      }),
    )
    const press = (key: string, on: EventTarget = document.body) =>
      on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    return { heard, press, scope }
  }

  it('close it with Enter and take a corner back with Backspace, but leave a field its own', () => {
    const { heard, press, scope } = listen(true)
    const field = document.body.appendChild(document.createElement('input'))
    press('Enter')
    press('Backspace')
    press('Backspace', field)
    scope.stop()
    press('Enter')
    expect(heard).toEqual(['close', 'back'])
  })

  it('are nobody’s while nothing is drawn', () => {
    const { heard, press, scope } = listen(false)
    press('Enter')
    scope.stop()
    expect(heard).toEqual([])
  })
})
