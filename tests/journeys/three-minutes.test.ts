import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { IncidentDetail, IncidentList } from '#shared/api'
import { StoryAnswer } from '#shared/demo'
import { Emergency } from '#shared/emergency'
import { EmergencyReport } from '#shared/emergency-report'
import { type DemoStreetAt, openDemoStreetAt } from '../support/demo-street.ts'
import { enterAs, type Journey, openJourney } from '../support/journey.ts'
import { tellAsOneStory } from '../support/one-story.ts'
import { readWall } from '../support/read-wall.ts'

const POLL = { timeout: 60_000, interval: 250 }
/** Street time beside ours: what takes the callers fifteen seconds passes in less than one. */
const RATE = 20
const COMPOUND = '翠屏里'
/** The clock jumps eight hours and ten minutes, through an ordinary afternoon and evening. */
const EVENING_MS = 120_000

/** product.md's three minutes, picture by picture: the story is told by one command a scene, the rest is done by hand. */
describe('the three minutes that convince', () => {
  let street: DemoStreetAt
  let journey: Journey
  let wall: Page
  let desk: Page
  let incidentId: string
  let emergencyId: string

  const nextScene = async () => {
    const body = { id: randomUUID(), mode: 'step' }
    return StoryAnswer.parse(await street.ask('POST', '/api/demo/stories/three-minutes', { as: 'admin', body })).story
  }
  const burst = async () => {
    const list = await street.ask('GET', '/api/incidents?kind=pipe-burst&status=open&limit=200', { as: 'coordinator' })
    return IncidentList.parse(list).items.find(({ reportCount = 0 }) => reportCount === 19)
  }
  const emergency = async () => {
    const list = await street.ask('GET', '/api/emergencies', { as: 'coordinator' })
    return z
      .object({ items: z.array(Emergency) })
      .parse(list)
      .items.find((one) => one.incidentId === incidentId)
  }

  beforeAll(async () => {
    journey = await openJourney()
    street = await openDemoStreetAt('2026-11-18T14:32')
    wall = await journey.openScreen(street.url)
    desk = await journey.openScreen(street.url, { width: 1440, height: 900 })
    await enterAs(wall, 'wall')
    await enterAs(desk, 'coordinator')
    await desk.locator('.queue .row').first().waitFor()
  })
  afterAll(async () => {
    await journey.close()
    await street.close()
  })
  tellAsOneStory(() => journey)

  it('begin with a calm wall: 14 open, 1 late, and the age of what it shows', async () => {
    await expect.poll(async () => (await readWall(wall)).open, POLL).toMatchObject({ total: 14, late: 1 })
    await wall
      .locator('[data-testid=link][data-link=live]')
      .getByText(/\d+ 秒前/)
      .waitFor()
    await nextScene()
    await street.ask('POST', '/api/demo/clock', { as: 'admin', body: { id: randomUUID(), rate: RATE } })
  })

  it('go on with nineteen callers of one event: one case at the desk, each of them still to be answered', async () => {
    await nextScene()
    await nextScene()
    await nextScene()
    await expect.poll(async () => (await burst())?.id ?? null, POLL).not.toBeNull()
    incidentId = z.uuid().parse((await burst())?.id)
    const detail = IncidentDetail.parse(await street.ask('GET', `/api/incidents/${incidentId}`, { as: 'coordinator' }))
    expect(detail.reports).toHaveLength(19)
    await desk.locator(`.queue .row[data-id="${incidentId}"]`).click()
    await desk.locator('.side').getByText('19', { exact: false }).first().waitFor()
  })

  it('let the wall be taken over: nobody of the 8 reached, casualties first, the clock of the first report', async () => {
    await expect.poll(async () => (await emergency())?.id ?? null, POLL).not.toBeNull()
    const declared = await emergency()
    emergencyId = z.uuid().parse(declared?.id)
    expect([declared?.buildingIds.length, declared?.counters.households]).toEqual([12, 2_000])
    await nextScene()
    const scene = wall.locator('[data-testid=emergency]')
    await scene.waitFor()
    expect(await wall.locator('[data-testid=ring]').textContent()).toMatch(/^\s*0\/8\s*$/)
    const banner = await scene.innerText()
    expect(banner).toMatch(/伤亡 0/)
    expect(banner).toMatch(/被困 0/)
    expect(banner).toMatch(/首报/)
  })

  it('show the ledger by reason, oxygen first, and one household that nobody visits until a hand gives it to somebody', async () => {
    await nextScene()
    await desk.goto(`/emergency/${emergencyId}`)
    const lines = desk.locator('tr.line')
    await lines.first().getByText('制氧机').waitFor()
    const alone = desk.locator('tr.line.unassigned')
    await expect.poll(() => alone.count(), POLL).toBe(1)
    const row = z.uuid().parse(await alone.getAttribute('data-row'))
    await desk.getByRole('button', { name: /批量指派/ }).click()
    await desk.locator('[draggable=true]').first().dragTo(alone)
    await desk.locator(`tr.line.unassigned[data-row="${row}"]`).waitFor({ state: 'detached' })
    await expect.poll(async () => (await emergency())?.deskCounters.unassigned, POLL).toBe(0)
  })

  it('whistle four departments at once; the heat company answers, and one is still awaited', async () => {
    await nextScene() // the phone, which its own journey plays
    await nextScene()
    const whistles = wall.locator('[data-testid=whistles]')
    await whistles.getByText('供热单位').waitFor()
    await whistles.getByText(/已报到\s*0\s*\/\s*4/).waitFor()
    await whistles
      .getByText(/答复 \d\d:\d\d/)
      .first()
      .waitFor()
  })

  it(
    'jump over eight hours: everybody is reached, the supplies are back, and nobody calls it rooted out',
    async () => {
      await nextScene() // the cable, which its own journey pulls
      for (let scene = 0; scene < 3; scene++) await nextScene()
      await expect
        .poll(async () => (await emergency())?.state ?? null, { ...POLL, timeout: EVENING_MS })
        .toBe('standing-down')
      await expect.poll(() => wall.locator('[data-testid=ring]').textContent(), POLL).toMatch(/8\/8/)
      expect((await emergency())?.counters).toMatchObject({ told: 2_000, priority: { reached: 8, all: 8 } })
      const { incident } = IncidentDetail.parse(
        await street.ask('GET', `/api/incidents/${incidentId}`, { as: 'coordinator' }),
      )
      expect(incident.restoredAt).not.toBeNull()
      expect(incident.rootedOutAt).toBeNull()
    },
    EVENING_MS + POLL.timeout,
  )

  it('look back: it keeps bursting here, what it waits for is said, and a department that did not come waits for a word', async () => {
    await nextScene()
    const leader = await journey.openScreen(street.url, { width: 1440, height: 900 })
    await leader.goto('/?next=/hotspots')
    await leader.locator('[data-role=leader]').click()
    const row = leader.locator('[data-testid=recurrences]').getByText(COMPOUND).first()
    await row.waitFor()
    await leader.locator('[data-testid=decide]').getByText(/吹哨/).waitFor()
    await leader.close()
  })

  it('end on paper: a report whose numbers are counted from the lists below them', async () => {
    await nextScene()
    await desk.goto(`/emergency/${emergencyId}/report`)
    const report = EmergencyReport.parse(
      await street.ask('GET', `/api/emergencies/${emergencyId}/report`, { as: 'coordinator' }),
    )
    const shown = async (key: string) =>
      (await desk.locator(`[data-count=${key}] a`).innerText()).match(/\d+/g)?.map(Number)
    await desk.locator('[data-count=reports]').waitFor()
    expect(await shown('reports')).toEqual([
      report.reports.length,
      ...[report.counts.find(({ key }) => key === 'reports')?.of ?? []].flat(),
    ])
    expect(await shown('priority')).toEqual([8, 8])
    expect(report.tiers.filter(({ tier }) => tier < 3).reduce((sum, { all }) => sum + all, 0)).toBe(8)
    expect(report.sweep.reduce((sum, { households }) => sum + households, 0)).toBe(2_000)
    expect(report.whistles.filter(({ arrivedAt }) => arrivedAt === null)).toHaveLength(1)
    expect(journey.troubles).toEqual([])
  })
})
