import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { launchBrowser } from '../support/browser.ts'
import { findChromium } from '../support/find-chromium.ts'
import { hold } from './contest.ts'
import type { Goal } from './goals.ts'
import { openPages } from './pages.ts'
import type { Pages } from './pages.ts'

/** Small: the pictures are drawn by the processor here, and are not what is measured. */
const VIEW = { width: 320, height: 180 }
const WARM_UP = 2
/** So many people, for so many ticks each time: of many a few tell enough, and take long to draw without a graphics card. */
const WHOLE = [[3_000, 20], [100_000, 6]] as const // prettier-ignore
const QUICK = [[3_000, 12]] as const // prettier-ignore
/** An empty map costs so little that a few ticks would tell of the moment only. */
const EMPTY_TICKS = 30

/** CPU of the page's main thread from a second's positions being there to their picture having been drawn. */
export const frameCost: Goal = async function* ({ isQuick, repetitions }) {
  if (!findChromium()) throw new Error('There is no Chromium: set CHROMIUM_PATH')
  const pages = await openPages(['frame-cost'])
  const browser = await launchBrowser()
  try {
    for (const [workers, ticks] of isQuick ? QUICK : WHOLE) {
      const open = (kind: string) => openWay(browser, pages, { kind, workers, ticks: WARM_UP + ticks * repetitions })
      const ways = [
        await open('ours'),
        await open('setData'),
        await open('binary'),
        await open('objects'),
        await open('empty'),
      ] as const
      const [ours, setData, binary, objects, empty] = ways
      const costOf = (one: Way, id: string) => ({ id, measure: () => one.cost(ticks) })
      const outcome = await hold(
        {
          goal: 'frame_cost',
          wl: `W${workers}`,
          unit: 'ms/tick',
          ours: costOf(ours, 'ours'),
          anchor: costOf(setData, 'maplibre_set_data'),
          peer: costOf(binary, 'deck_binary'),
          limit: { id: 'empty_map', measure: () => empty.cost(EMPTY_TICKS) },
          others: [costOf(objects, 'deck_objects')],
          target: { x_peer: 1 },
          isRight: true,
        },
        repetitions,
      )
      const isRight = (await Promise.all(ways.map((one) => one.isRight()))).every(Boolean)
      for (const one of ways) await one.close()
      yield { ...outcome, pass: isRight ? outcome.pass : false }
    }
  } finally {
    await browser.close()
    await pages.close()
  }
}

type Way = Awaited<ReturnType<typeof openWay>>

/** A page of its own for each way. The page that is not measured stands still and costs nothing. */
async function openWay(
  browser: Browser,
  pages: Pages,
  { kind, workers, ticks }: { kind: string; workers: number; ticks: number },
) {
  const page = await browser.newPage({ viewport: VIEW })
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  await page.goto(pages.url('frame-cost'))
  await call(page, 'start', kind, workers, ticks)
  const session = await page.context().newCDPSession(page)
  // Time of the thread, not of the clock: what others do on this machine does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const mainThreadMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return z.number().parse(metrics.find(({ name }) => name === 'TaskDuration')?.value) * 1_000
  }
  let next = 0
  const run = async (count: number) => {
    await page.bringToFront()
    for (let tick = 0; tick < count; tick++) await call(page, 'tick', next++)
    if (troubles.length > 0) throw new Error(`${kind}: ${troubles.join('; ')}`)
  }
  await run(WARM_UP)
  return {
    async cost(count: number): Promise<number> {
      await page.bringToFront()
      const before = await mainThreadMs()
      await run(count)
      return ((await mainThreadMs()) - before) / count
    },
    isRight: async () => z.boolean().parse(await call(page, 'isRight', next - 1)),
    close: () => page.close(),
  }
}

/** Calls what the page has put on its window. */
function call(page: Page, name: string, ...args: unknown[]): Promise<unknown> {
  return page.evaluate(
    ([what, given]) => {
      const called: unknown = Reflect.get(window, what)
      if (typeof called !== 'function') throw new Error(`The page has no ${what}`)
      return Reflect.apply(called, null, given) as unknown
    },
    [name, args] as const,
  )
}
