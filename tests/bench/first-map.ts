import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../server/demo/street/draw-street.ts'
import { launchBrowser } from '../support/browser.ts'
import { openDemoStreet } from '../support/demo-street.ts'
import type { DemoStreet } from '../support/demo-street.ts'
import { findChromium } from '../support/find-chromium.ts'
import { openStreetOnScreen } from '../support/street-on-screen.ts'
import { stopAtSignal } from './child.ts'
import { hold } from './contest.ts'
import { medianOf } from './figures.ts'
import type { Goal } from './goals.ts'
import { openPages } from './pages.ts'
import { writeStreet } from './street-bytes.ts'

/** Half a second each: the middle of a few is steadier than one. */
const EMPTY_MAPS = { quick: 2, whole: 3 }
const WALL = { width: 1920, height: 1080 }

/** Wall time from asking for `/wall` until grids and everybody on duty are drawn, in a browser that has nothing yet. */
export const firstMap: Goal = async function* ({ isQuick, repetitions }) {
  if (!findChromium()) throw new Error('There is no Chromium: set CHROMIUM_PATH')
  const geojson = streetAsGeojson()
  const binary = streetAsBinary()
  buildScreens()
  const answers = new Map<string, string | Buffer>(Object.entries({ ...geojson, ...binary }))
  const [pages, street] = await Promise.all([openPages(['first-map'], answers), openDemoStreet()])
  const isClosed = stopAtSignal(street.close)
  const browser = await launchBrowser()
  let kilobytes = NaN
  try {
    const ours = async () => {
      const opened = await openWall(browser, street)
      kilobytes = opened.kilobytes
      return opened.tookMs
    }
    const page = (question: string) => () => openPage(browser, pages.url('first-map') + question)
    const emptyMap = async () => {
      const took: number[] = []
      for (let times = 0; times < (isQuick ? EMPTY_MAPS.quick : EMPTY_MAPS.whole); times++) took.push(await page('')())
      return medianOf(took)
    }
    const sizeOf = (answers: Record<string, string | Buffer>) => () =>
      sumOf(Object.values(answers).map((answer) => brotliCompressSync(answer).length)) / 1_024
    await ours() // the drawing is compressed once
    yield await hold(
      {
        goal: 'first_map',
        wl: 'time:wall',
        unit: 'ms',
        ours: { id: 'ours', measure: ours },
        anchor: { id: 'geojson_page', measure: page('?geojson') },
        peer: { id: 'deck_binary_page', measure: page('?binary') },
        limit: { id: 'empty_map', measure: emptyMap },
        target: { x_limit: 2.5 },
        isRight: true, // a wall without its grids or its staff is waited for
      },
      repetitions,
    )
    yield await hold(
      {
        goal: 'first_map',
        wl: 'data:wall',
        unit: 'kB, Brotli',
        ours: { id: 'ours', measure: () => kilobytes },
        anchor: { id: 'geojson_page', measure: sizeOf(geojson) },
        peer: { id: 'deck_binary_page', measure: sizeOf(binary) },
        limit: { id: 'none', skipped: 'nobody knows how little a street can be told in' },
        target: { ours: 150 },
        isRight: true,
      },
      1,
    )
  } finally {
    await browser.close()
    await street.close()
    isClosed()
    await pages.close()
  }
}

/** The product's wall with a session, until its map says the same as its count of staff. Data: all but files of the screen. */
async function openWall(browser: Browser, { url }: DemoStreet): Promise<{ tookMs: number; kilobytes: number }> {
  const context = await browser.newContext({ baseURL: url, viewport: WALL, locale: 'zh-CN' })
  await context.request.post('/api/session', { data: { username: 'wall', password: 'demo' } })
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  let received = 0
  page.on('requestfinished', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/')) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize)) // prettier-ignore
  })
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => (received += payload.length)))
  const began = performance.now()
  await page.goto('/wall')
  const map = await openStreetOnScreen(page)
  await map.idle()
  // There from the first picture of the staff on; that it shows somebody is looked up when the clock has stopped.
  await page.locator('canvas.staff-dots').waitFor({ state: 'attached' })
  await page.evaluate(shown)
  const tookMs = performance.now() - began
  while ((await map.staff()).length === 0) await page.evaluate(nextPicture)
  if ((await map.shapes('load')) !== 110) throw new Error('Expected 110 grids on the wall')
  const kilobytes = (sumOf(await Promise.all(sizes)) + received) / 1_024
  await context.close()
  return { tookMs, kilobytes }
}

async function openPage(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: WALL })
  const page: Page = await context.newPage()
  const began = performance.now()
  await page.goto(url)
  await page.locator('body[data-drawn=true]').waitFor({ state: 'attached' })
  await page.evaluate(shown)
  const tookMs = performance.now() - began
  await page.locator('body[data-right=true]').waitFor({ state: 'attached' })
  await context.close()
  return tookMs
}

/**
 * Runs in the page. What was drawn is on the screen when the third picture from now may be begun: no more than two are
 * ever under way.
 */
const shown = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })

/** Runs in the page. */
const nextPicture = () => new Promise((resolve) => requestAnimationFrame(resolve))

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

/** The screens as `npm start` has them; nothing happens when they are there. */
function buildScreens(): void {
  execFileSync(process.execPath, ['server/start.mjs', '--set-up'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Areas, buildings and as many people as are on duty. */
function whatIsDrawn() {
  const { grids, buildings, ground, people } = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
  const rings = [...ground.blocks, ...ground.greens, ...ground.parks, ...buildings.map(({ footprint }) => footprint)]
  const onDuty = people.staff.slice(0, grids.length).map(({ worker }, at) => {
    return { code: worker.code, position: grids[at]?.labelAt ?? DEMO_CENTER }
  })
  return { grids, rings, onDuty }
}

/** Each number as it is. */
function streetAsGeojson() {
  const { grids, rings, onDuty } = whatIsDrawn()
  const featureOf = (geometry: object, properties: object) => ({ type: 'Feature', geometry, properties })
  const collectionOf = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
  return {
    '/areas.geojson': collectionOf([
      ...grids.map(({ id, boundary }) => featureOf(boundary, { id })),
      ...rings.map((ring) => featureOf({ type: 'Polygon', coordinates: [ring] }, {})),
    ]),
    '/workers.geojson': collectionOf(
      onDuty.map(({ code, position }) => featureOf({ type: 'Point', coordinates: position }, { code })),
    ),
  }
}

/** Nothing but places: whose they are is not in it. */
function streetAsBinary() {
  const { grids, rings, onDuty } = whatIsDrawn()
  const boundaries = grids.flatMap(({ boundary }) => boundary.coordinates)
  return {
    '/street.bin': writeStreet(
      [...boundaries, ...rings],
      onDuty.map(({ position }) => position),
      DEMO_CENTER,
    ),
  }
}
