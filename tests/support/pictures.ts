import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openStreetOnScreen } from './street-on-screen.ts'

export interface Size {
  width: number
  height: number
}

/** What a wall and a desk are drawn for, and what stands in offices. */
export const sizes: readonly Size[] = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1440, height: 900 },
]
/** Two and three screens side by side: 32:9 and 48:9. */
export const wideSizes: readonly Size[] = [
  { width: 3840, height: 1080 },
  { width: 5760, height: 1080 },
]

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One picture for each size, when everything is drawn and nothing moves any more; into a folder that git ignores. */
export async function takePictures(page: Page, title: string, inSizes: readonly Size[] = sizes): Promise<void> {
  for (const size of inSizes) {
    await page.setViewportSize(size)
    const map = await openStreetOnScreen(page)
    await map.idle()
    await rest(page)
    await keepPicture(page, title)
  }
}

/** The same of a page without a map. */
export async function takeStills(page: Page, title: string, inSizes: readonly Size[] = sizes): Promise<void> {
  for (const size of inSizes) {
    await page.setViewportSize(size)
    await rest(page)
    await keepPicture(page, title)
  }
}

/** Letters are there, and nothing moves but what never ends. */
async function rest(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity),
  )
}

/** What stands there now, drawn to the end or not. */
export async function keepPicture(page: Page, title: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  const path = join(root, 'tests/.shots', `${title}, ${width}x${height}.png`)
  await page.screenshot({ path, timeout: 120_000 })
  process.stdout.write(`${relative(root, path)}\n`)
}

export async function takeInEnglish(
  page: Page,
  title: string,
  inSizes?: readonly Size[],
  take = takePictures,
): Promise<void> {
  await page.keyboard.press('l')
  await page.locator('html[lang=en]').waitFor()
  await take(page, `${title} in English`, inSizes)
  await page.keyboard.press('l')
  await page.locator('html[lang=zh-CN]').waitFor()
}
