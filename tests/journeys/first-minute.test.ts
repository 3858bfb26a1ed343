import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SentDrawing } from '#shared/sent-drawing'
import { type DemoStreet, type DemoStreetAt, openDemoStreet, openDemoStreetAt } from '../support/demo-street.ts'
import { enterAs, type Journey, openJourney } from '../support/journey.ts'
import { tellAsOneStory } from '../support/one-story.ts'
import { readWall } from '../support/read-wall.ts'
import { openStreetOnScreen } from '../support/street-on-screen.ts'

const POLL = { timeout: 60_000, interval: 250 }
const sum = (numbers: readonly (number | undefined)[]) => numbers.reduce<number>((all, n) => all + (n ?? NaN), 0)

describe('a stranger’s first minute, on an empty data directory', () => {
  let street: DemoStreet
  let journey: Journey
  let page: Page

  beforeAll(async () => {
    journey = await openJourney()
    street = await openDemoStreet()
    page = await journey.openScreen(street.url)
  })
  afterAll(async () => {
    await journey.close()
    await street.close()
  })
  tellAsOneStory(() => journey)

  it('leads to the wall with one click, and the wall is live', async () => {
    await enterAs(page, 'wall')
    await page.locator('[data-testid=link][data-link=live]').waitFor()
    expect(await page.locator('[data-testid=link]').innerText()).toMatch(/实时\s*数据 \d+ 秒前/)
    await page.getByText('街道综合指挥中心').waitFor()
    expect(await page.locator('header .street').innerText()).toMatch(/^.+街道综合指挥中心\s+· [\d,]+ 户$/)
    expect(await page.locator('header .demo').innerText()).toBe('演示数据')
  })

  it('shows the whole street: 27 communities, 110 grids, thousands of buildings', async () => {
    const map = await openStreetOnScreen(page)
    await map.idle()
    expect(await map.shapes('load')).toBe(110)
    expect(await map.shapes('buildings')).toBeGreaterThan(1_000)
    const { communities, grids } = SentDrawing.parse(await street.ask('GET', '/api/places/drawing', { as: 'wall' }))
    const drawn = await Promise.all(
      communities.map(async ({ labelAt }) => {
        const gridId = labelAt && (await map.gridUnder(labelAt))
        return grids.find(({ id }) => id === gridId)?.communityId ?? null
      }),
    )
    // Each lies where its name belongs; the virtual one lies nowhere.
    expect(drawn).toEqual(communities.map(({ id, virtual }) => (virtual ? null : id)))
    expect(communities.filter(({ virtual }) => !virtual)).toHaveLength(27)
    // A name stands where incidents and teams leave room for it.
    expect(await page.locator('.marks .name').count()).toBeGreaterThan(20)
  })

  it('shows who is on duty, as many dots as it counts', async () => {
    const map = await openStreetOnScreen(page)
    await expect
      .poll(async () => {
        const { staff } = await readWall(page)
        const dots = (await map.staff()).length
        return {
          isSome: dots > 20,
          adds: staff.positioned + staff.lost - staff.onDuty,
          missing: staff.positioned - dots,
        }
      }, POLL)
      .toEqual({ isSome: true, adds: 0, missing: expect.toSatisfy((n: number) => n <= 0) })
  })

  it('lets them be seen: where they are the picture has their colour', async () => {
    const map = await openStreetOnScreen(page)
    await expect.poll(() => map.seenStaff(), POLL).toBeGreaterThan(20)
  })

  it('shows figures that add up with each other', async () => {
    await expect
      .poll(async () => {
        const { open, received } = await readWall(page)
        return {
          levels: sum(open.levels) - open.total,
          days: open.today + open.older - open.total,
          origins: received.own + received.found + received.of12345 - received.total,
          fates: received.done + open.today - received.total,
          marks: (await page.locator('.marks .incident').count()) - open.total,
        }
      }, POLL)
      .toEqual({ levels: 0, days: 0, origins: 0, fates: 0, marks: 0 })
  })

  it('waits for the ground to come in one picture with it, and not for ever', async () => {
    const wall = await page.context().newPage()
    // A line on which the ground gets stuck.
    await wall.route('**/api/places/ground/**', () => undefined)
    await wall.addInitScript(() => {
      const seen: string[] = []
      Reflect.set(window, 'opacities', seen)
      setInterval(() => {
        const shown = document.querySelector('.wall')
        if (shown) seen.push(getComputedStyle(shown).opacity)
      }, 20)
    })
    await wall.goto('/wall')
    await wall.getByText('今日自办').waitFor()
    const opacities = () => wall.evaluate(() => Reflect.get(window, 'opacities') as string[])
    await expect.poll(async () => (await opacities()).at(-1), POLL).toBe('1')
    expect((await opacities())[0]).toBe('0')
    await wall.close()
  })

  it('has the letters of every word, those too that it will say only when the server is away', async () => {
    // ✕ stands on phones alone, so no wall has written it yet.
    const hasIt = () => page.evaluate(() => document.fonts.check('16px "Noto Sans SC Variable"', '✕'))
    await expect.poll(hasIt, POLL).toBe(true)
  })

  it('speaks English when asked to, and keeps its numbers', async () => {
    const before = await readWall(page)
    await page.keyboard.press('l')
    await page.getByText('Own figures today').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    const titles = await page.locator('.section h2 > :first-child').allInnerTexts()
    // The shift is called as the roster calls it.
    expect(titles.filter((title) => /\p{Script=Han}/u.test(title.split(' · ')[0] ?? ''))).toEqual([])
    const after = await readWall(page)
    expect({ ...after.open, ...after.received }).toEqual({ ...before.open, ...before.received })
    await page.keyboard.press('l')
    await page.getByText('今日自办').waitFor()
  })

  it('leads to the desk the same way', async () => {
    await enterAs(page, 'coordinator')
    await page.locator('.queue .row').first().waitFor()
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      expect.stringMatching(/^全部 \d+$/),
      expect.stringMatching(/^超时 \d+$/),
      expect.stringMatching(/^需答复 \d+$/),
      expect.stringMatching(/^待合并 \d+$/),
    ])
    await page.locator('[data-testid=link]').getByText('实时').waitFor()
    const map = await openStreetOnScreen(page)
    await map.idle()
    expect(await map.shapes('load')).toBe(110)
  })

  it.each(['wheel', 'wheel over a mark', 'drag'] as const)(
    'stays where a %s has put the map, until 0 gives the street back',
    async (how) => {
      const locked = page.getByText('已锁定视野 · 按 0 恢复')
      const box = await page.locator('.street-map').boundingBox()
      if (!box) throw new Error('expected a map')
      // A corner beyond the street: nothing lies there that takes the press for itself.
      const [right, top] = [box.x + box.width - 20, box.y + 20]
      await page.mouse.move(right, top)
      if (how === 'wheel over a mark') await page.locator('.marks .incident').first().hover()
      if (how !== 'drag') {
        await page.mouse.wheel(0, -400)
      } else {
        await page.mouse.down()
        await page.mouse.move(right - 60, top + 40, { steps: 4 })
        await page.mouse.up()
      }
      await locked.waitFor()
      await page.keyboard.press('0')
      await locked.waitFor({ state: 'detached' })
    },
  )

  it('shows the staff again when the graphics card was lost and came back', async () => {
    const map = await openStreetOnScreen(page)
    await expect.poll(async () => (await map.staff()).length, POLL).toBeGreaterThan(20)
    const card = await page.locator('canvas.staff-dots').evaluateHandle((canvas) => {
      const given = (canvas as HTMLCanvasElement).getContext('webgl2')?.getExtension('WEBGL_lose_context')
      given?.loseContext()
      return given
    })
    expect(await map.staff()).toEqual([])
    await card.evaluate((given) => given?.restoreContext())
    await expect.poll(async () => (await map.staff()).length, POLL).toBeGreaterThan(20)
  })

  it('leaves no trouble behind', () => expect(journey.troubles).toEqual([]))
})

describe('a winter weekday at 14:32', () => {
  let street: DemoStreetAt
  let journey: Journey

  beforeAll(async () => {
    journey = await openJourney()
    street = await openDemoStreetAt('2026-11-18T14:32')
  })
  afterAll(async () => {
    await journey.close()
    await street.close()
  })
  tellAsOneStory(() => journey)

  it('is the day that is told of: 32 received, 20 done, 14 open, 1 late, 18 of 19 due, 11 of 12 content', async () => {
    const page = await journey.openScreen(street.url)
    await enterAs(page, 'wall')
    await expect
      .poll(() => readWall(page), POLL)
      .toMatchObject({
        open: { total: 14, today: 12, older: 2, late: 1 },
        received: { total: 32, done: 20, own: 19, found: 6, of12345: 7 },
        rates: {
          responded: { n: 32, d: 32, percent: 100 },
          done: { n: 18, d: 19, percent: 94.7 },
          satisfied: { n: 11, d: 12, percent: 91.7 },
        },
        staff: { onDuty: 88 },
      })
    await page
      .locator('.clock')
      .getByText(/^11月18日 周三$/)
      .waitFor()
    expect(await page.locator('.clock time').innerText()).toMatch(/^14:3\d:\d\d$/)
    expect(journey.troubles).toEqual([])
  })
})
