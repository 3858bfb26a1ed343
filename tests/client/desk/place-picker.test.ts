// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import type { FoundPlace } from '#shared/street'
import PlacePicker from '../../../client/src/panels/desk/PlacePicker.vue'
import { idOf, show } from '../emergency/make.ts'

const place: FoundPlace = {
  kind: 'building',
  id: idOf(1),
  place: '翠屏里 1 号楼',
  position: [116.4, 39.9],
  communityId: idOf(2),
}

/** A street that answers when the test says so. */
function open() {
  const asked: ((places: FoundPlace[]) => void)[] = []
  const find = () => new Promise<FoundPlace[]>((answer) => asked.push(answer))
  const { panel } = show(PlacePicker, { place: null, find })
  const input = panel.get('input')
  return { panel, asked, input, enter: () => input.trigger('keydown', { key: 'Enter' }) }
}

describe('the place of a call', () => {
  it('is the first building found, even when Enter was quicker than the street’s answer', async () => {
    const { panel, asked, input, enter } = open()
    await input.setValue('翠屏里1号楼')
    await enter()
    expect(panel.emitted()).not.toHaveProperty('address')
    await expect.poll(() => asked.length).toBe(1)
    asked[0]?.([place])
    await expect.poll(() => panel.emitted('choose')).toHaveLength(1)
    expect(panel.emitted('choose')?.[0]).toEqual([{ buildingId: place.id, position: place.position, label: place.place }]) // prettier-ignore
  })

  it('is kept as an address when the street knows no such place', async () => {
    const { panel, asked, input, enter } = open()
    await input.setValue('北门外配电箱')
    await enter()
    await expect.poll(() => asked.length).toBe(1)
    asked[0]?.([])
    await expect.poll(() => panel.emitted('address')).toEqual([['北门外配电箱']])
  })
})
