import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { Emergency } from '#shared/emergency'
import type { DemoStreetAt } from './demo-street.ts'
import { enterAs } from './journey.ts'
import type { Journey } from './journey.ts'
import { sizes, takeInEnglish, takePictures, takeStills } from './pictures.ts'

const [full, huge, small] = sizes
const atTheDesk = [full, small, huge].filter((size) => size !== undefined)
const inTheHand = [{ width: 390, height: 844 }]
/** Up to the whistles: doors are open, nobody was told yet. */
const SCENES_TO_THE_WHISTLES = 8
/** Street time beside ours. */
const RATE = 20
const PATIENCE_MS = 60_000
const views = ['ledger', 'utilities', 'sweep', 'plan', 'supplies', 'password', 'upward']

/** Everything that is neither wall nor desk, in the middle of the three minutes: checklist, report, hotspots, phones. */
export async function takePagePictures(journey: Journey, street: DemoStreetAt): Promise<void> {
  await phones(journey, street, 'before an emergency')
  const emergencyId = await tellTheStory(street)
  await checklist(journey, street, emergencyId)
  await phones(journey, street, 'in an emergency')
  await hotspots(journey, street)
}

async function tellTheStory(street: DemoStreetAt): Promise<string> {
  const tell = (path: string, about: object) =>
    street.ask('POST', path, { as: 'admin', body: { id: randomUUID(), ...about } })
  await tell('/api/demo/stories/three-minutes', { mode: 'step' })
  await tell('/api/demo/clock', { rate: RATE })
  for (let scene = 1; scene < SCENES_TO_THE_WHISTLES; scene++) {
    await tell('/api/demo/stories/three-minutes', { mode: 'step' })
  }
  return declaredOne(street)
}

/** The story is told after the command that asked for it. */
async function declaredOne(street: DemoStreetAt): Promise<string> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await setTimeout(250)) {
    const list = await street.ask('GET', '/api/emergencies', { as: 'coordinator' })
    const [emergency] = z.object({ items: z.array(Emergency) }).parse(list).items
    if (emergency) return emergency.id
  }
  throw new Error('The story has not declared its emergency')
}

async function checklist(journey: Journey, street: DemoStreetAt, emergencyId: string): Promise<void> {
  const page = await journey.openScreen(street.url, small)
  await enterAs(page, 'coordinator')
  await page.goto(`/emergency/${emergencyId}`)
  await page.locator('tr.line').first().waitFor()
  const tabs = page.locator('nav.views button')
  for (const [nth, view] of views.entries()) {
    await tabs.nth(nth).click()
    await takeStills(page, `checklist ${view}`, view === 'ledger' ? atTheDesk : small && [small])
    await takeInEnglish(page, `checklist ${view}`, small && [small], takeStills)
  }
  await page.goto(`/emergency/${emergencyId}/report`)
  await page.locator('[data-count=reports]').waitFor()
  await takeStills(page, 'report', small && [small])
  await takeInEnglish(page, 'report', small && [small], takeStills)
  await page.context().close()
}

async function hotspots(journey: Journey, street: DemoStreetAt): Promise<void> {
  const page = await journey.openScreen(street.url, small)
  await page.goto('/?next=/hotspots')
  await page.locator('[data-role=leader]').click()
  const states = page.locator('[data-testid=recurrences] button.state')
  await states.first().waitFor()
  await takePictures(page, 'hotspots', atTheDesk)
  await takeInEnglish(page, 'hotspots', small && [small])
  await states.first().click()
  await takePictures(page, 'hotspots with a place', small && [small])
  await page.context().close()
}

async function phones(journey: Journey, street: DemoStreetAt, when: string): Promise<void> {
  for (const role of ['worker', 'helper'] as const) {
    const phone = await journey.openScreen(street.url, inTheHand[0])
    await enterAs(phone, role)
    await settled(phone)
    await takeStills(phone, `phone of a ${role} ${when}`, inTheHand)
    await takeInEnglish(phone, `phone of a ${role} ${when}`, inTheHand, takeStills)
    await phone.context().close()
  }
}

/** What a phone shows of its age is there once it knows its tasks. */
const settled = (phone: Page) => phone.locator('header.top h1').filter({ hasText: /\d/ }).waitFor()
