import { mount } from '@vue/test-utils'
import type { Component } from 'vue'
import type { Emergency, LedgerResident, LedgerRow } from '#shared/emergency'
import { makeWords } from '../make-words.ts'

/** A panel with its words around it, as a screen has it. */
export function show(component: Component, props: object, locale = 'zh-CN') {
  const panel = mount(component, { props, global: { plugins: [makeWords(locale)] }, attachTo: document.body })
  const press = async (text: string) => {
    const button = panel.findAll('button').find((one) => one.text().startsWith(text))
    if (!button) throw new Error(`There is no button ${text}`)
    await button.trigger('click')
  }
  /** What stands in the rows of its tables, cell by cell. */
  const lines = () =>
    panel.findAll('tr').map((row) =>
      row
        .findAll('th, td')
        .map((cell) => cell.text().replace(/\s+/g, ' '))
        .join(' '),
    )
  return { panel, press, lines, text: () => panel.text().replace(/\s+/g, ' ') }
}

export const AT = '2026-11-18T07:02:00.000Z'
export const NOW = Date.parse('2026-11-18T08:18:00.000Z')
export const idOf = (nth: number) => `${String(nth).padStart(8, '0')}-1111-4111-8111-111111111111`

export const makeResident = (about: Partial<LedgerResident> = {}): LedgerResident => ({
  id: idOf(900), name: '演示住户', ageBand: '80+', needs: ['living-alone'], codes: [], device: null, deviceReserveMinutes: null,
  phoneMasked: '100****0417', hasContact: true, ...about,
}) // prettier-ignore

export const makeRow = (about: Partial<LedgerRow> = {}): LedgerRow => ({
  id: idOf(1), emergencyId: idOf(500), householdId: idOf(600), buildingId: idOf(700), tier: 2, reason: '独居，停暖',
  residents: [makeResident()], door: { place: '翠屏里 8 号楼', unit: 1, floor: 4, room: '402' }, visitor: null, attempts: [],
  noAnswer: false, contactedAt: null, visitedAt: null, supplied: [], help: null, outcome: null, outcomeAt: null, reached: false,
  closed: false, contactDueAt: '2026-11-18T08:02:00.000Z', visitDueAt: '2026-11-18T11:02:00.000Z', next: null, revision: 1,
  ...about,
}) // prettier-ignore

const none = { reached: 0, all: 0 }
export const makeEmergency = (about: Partial<Emergency> = {}): Emergency => ({
  id: idOf(500), incidentId: idOf(501), kind: 'pipe-burst', state: 'active', drill: false, declaredAt: AT,
  declaredBy: '值班调度', standingDownAt: null, endedAt: null, area: null, buildingIds: [idOf(700)], utilities: ['power'],
  expectedRestoreAt: null, alert: null, casualties: 0, trapped: 0, plannedCutAt: null, plannedCutBy: null,
  firstReportDueAt: AT, firstReportedAt: null, followUpDueAt: null, lastReportedAt: null, finalReportedAt: null,
  setAsideAt: null, distributionStartedAt: null, distributionBy: null, distributionReason: null,
  counters: { priority: { reached: 6, all: 8 }, attention: { reached: 18, all: 64 }, told: 1127, households: 2000, utilities: [], waitingBuildingIds: [] },
  deskCounters: {
    tiers: { '0': none, '1': none, '2': { reached: 2, all: 4 }, '3': { reached: 18, all: 64 } }, contacted: 0, noAnswer: 0,
    unassigned: 0, closed: 0, supplied: 0, moved: 0, withFamily: 0, refused: 0, warned: { reached: 1, all: 4 },
  },
  latest: [], revision: 1, ...about,
}) // prettier-ignore
