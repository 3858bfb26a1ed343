import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Figures, IncidentList } from '#shared/api'
import { ReportAnswer } from '#shared/report'
import { type DemoStreet, openDemoStreet } from '../support/demo-street.ts'
import { enterAs, type Journey, openJourney } from '../support/journey.ts'
import { tellAsOneStory } from '../support/one-story.ts'
import { readWall } from '../support/read-wall.ts'

const POLL = { timeout: 60_000, interval: 250 }

/** Two screens side by side, as in the command centre; they are one story and run in this order. */
describe('a server killed with -9 between two screens', () => {
  let street: DemoStreet
  let journey: Journey
  let wall: Page
  let desk: Page
  let buildingId: string
  /** What the server has acknowledged. */
  const taken: string[] = []

  async function report(text: string): Promise<string> {
    const body = { id: randomUUID(), channel: 'hotline', text, buildingId }
    const answer = await street.ask('POST', '/api/reports', { as: 'coordinator', body })
    const { incident } = ReportAnswer.parse(answer)
    taken.push(incident.id)
    return incident.id
  }

  const seenOnBoth = async (incidentId: string) => {
    await wall.locator(`.marks [data-incident="${incidentId}"]`).waitFor()
    await desk.locator(`.queue [data-id="${incidentId}"]`).waitFor()
  }

  beforeAll(async () => {
    journey = await openJourney()
    street = await openDemoStreet()
    wall = await journey.openScreen(street.url)
    desk = await journey.openScreen(street.url, { width: 1440, height: 900 })
    await enterAs(wall, 'wall')
    await enterAs(desk, 'coordinator')
    await wall.locator('[data-testid=link][data-link=live]').waitFor()
    await desk.locator('.queue .row').first().waitFor()
    const found = await street.ask('GET', `/api/places/search?q=${encodeURIComponent('松涛苑')}&limit=50`, {
      as: 'coordinator',
    })
    const { items } = z.object({ items: z.array(z.object({ kind: z.string(), id: z.uuid() })) }).parse(found)
    buildingId = z.uuid().parse(items.find(({ kind }) => kind === 'building')?.id)
  })
  afterAll(async () => {
    await journey.close()
    await street.close()
  })
  tellAsOneStory(() => journey)

  it('finds both showing what was just reported', async () => {
    await seenOnBoth(await report('家里停水了，一点水没有'))
    // The first tick has come: from then on a screen knows how old its picture is.
    for (const screen of [wall, desk]) await screen.locator('[data-testid=link]').getByText('实时').waitFor()
  })

  it('leaves both saying that what they show is not now, and refuses to take what it cannot keep', async () => {
    await journey.whileServerIsAway(async () => {
      await street.kill()
      await expect(report('没人听见的一句话')).rejects.toThrow('fetch failed')
      await wall.locator('[data-testid=link][data-link=late]').waitFor()
      await takeCallAtDesk('断线时接的电话，路灯不亮')

      await wall.locator('[data-testid=stale]').waitFor()
      await desk.locator('[data-testid=stale]').waitFor()
      expect(await wall.locator('[data-testid=stale]').innerText()).toMatch(/^数据停在 \d\d:\d\d:\d\d，以下不是现在/)
      expect(await desk.locator('[data-testid=stale]').innerText()).toMatch(/^数据停在 \d\d:\d\d:\d\d，以下不是现在/)
      expect(await wall.locator('[data-testid=link]').innerText()).toMatch(/^断线/)
      // What was there stays to be read.
      await seenOnBoth(taken[0] ?? '')

      await street.startAgain()
      await wall
        .locator('[data-testid=link]')
        .getByText(/已补 \d+ 条变更/)
        .waitFor()
      await wall.locator('[data-testid=stale]').waitFor({ state: 'detached' })
      await desk.locator('[data-testid=stale]').waitFor({ state: 'detached' })
    })
  })

  it('loses nothing of what it had acknowledged, and takes what was waiting at the desk when told to send it again', async () => {
    await seenOnBoth(taken[0] ?? '')
    await desk.locator('.outbox').getByRole('button', { name: '重发' }).click()
    await desk.locator('.outbox').waitFor({ state: 'detached' })
    await desk.locator('.queue .row.selected .title').getByText('路灯不亮').waitFor()
    taken.push(z.uuid().parse(await desk.locator('.queue .row.selected').getAttribute('data-id')))
    for (const id of taken) await seenOnBoth(id)
  })

  it('comes back to the truth on both screens', async () => {
    await expect
      .poll(async () => {
        const { open } = Figures.parse(await street.ask('GET', '/api/figures', { as: 'coordinator' }))
        const { items } = IncidentList.parse(
          await street.ask('GET', '/api/incidents?status=open&limit=200', { as: 'coordinator' }),
        )
        const onWall = await wall
          .locator('.marks .incident')
          .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('data-incident')))
        return {
          told: (await readWall(wall)).open.total - open.total,
          missing: items.filter(({ id }) => !onWall.includes(id)),
          tooMany: onWall.length - items.length,
        }
      }, POLL)
      .toEqual({ told: 0, missing: [], tooMany: 0 })
  })

  it('goes on: what is reported afterwards is seen on both', async () => {
    await seenOnBoth(await report('楼道灯不亮'))
    await wall.locator('[data-testid=link][data-link=live]').waitFor()
    expect(journey.troubles).toEqual([])
  })

  /** A call taken while the server is away stays at the desk. */
  async function takeCallAtDesk(words: string) {
    await desk.keyboard.press('n')
    await desk.getByLabel('说了什么').fill(words)
    await desk.locator('#call-place').fill('院子东门')
    await desk.locator('#call-places').getByText('就按这个地址记').waitFor()
    await desk.keyboard.press('Enter')
    // Whether the street knows such a place is asked first, in vain.
    await expect.poll(() => desk.locator('#call-place').inputValue(), POLL).toBe('')
    await desk.keyboard.press('Enter')
    await desk.locator('.call').getByText('没存上').waitFor()
    await desk.locator('.outbox').getByText(words).waitFor()
    await desk.keyboard.press('Escape')
  }
})
