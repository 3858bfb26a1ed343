import type { Map as MapLibreMap } from 'maplibre-gl'
import type { JSHandle, Page } from 'playwright-core'
import type { VNode } from 'vue'
import type { Position } from '#shared/geo'
import { staffOnCard } from './staff-on-card.ts'
import type { DrawnPoint } from './staff-on-card.ts'

/**
 * What the map of a page shows, asked of the map itself: nothing is put on the page for tests, and no pixel is looked
 * at. Vue keeps the tree of components on its container; the map's component exposes its map.
 */
export async function openStreetOnScreen(page: Page) {
  await page.locator('.street-map[data-drawn=true]').waitFor()
  const map = await page.evaluateHandle(findMap)

  return {
    /** Resolves when everything is drawn and nothing moves. */
    async idle(): Promise<void> {
      await page.waitForFunction((shown) => shown.loaded() && shown.areTilesLoaded() && !shown.isMoving(), map)
    },

    /** How many different shapes of this layer are drawn in view. */
    shapes: (layer: string): Promise<number> =>
      map.evaluate((shown, id) => {
        const found = shown.queryRenderedFeatures({ layers: [id] })
        return new Set(found.map(({ properties, geometry }) => JSON.stringify(properties['id'] ?? geometry))).size
      }, layer),

    /** The id of the grid that is drawn under a place. */
    gridUnder: (place: Position): Promise<string | null> =>
      map.evaluate((shown, at) => {
        const [found] = shown.queryRenderedFeatures(shown.project(at), { layers: ['load'] })
        return found ? String(found.properties['id']) : null
      }, place),

    /** Where the dots of the staff are drawn. */
    staff: () => staffOn(page, map),

    /** How many of those dots the eye finds: the picture of the page has the colour of staff where they are. */
    async seenStaff(): Promise<number> {
      const picture = await page.screenshot()
      return page.locator('canvas.staff-dots').evaluate(coloredDots, {
        points: await page.locator('canvas.staff-dots').evaluate(staffOnCard),
        png: picture.toString('base64'),
      })
    },
  }
}

/** Runs in the page: no name may be given to a function in here, because tsx would call its own helper for that. */
function findMap(): MapLibreMap {
  const root = document.querySelector('#app')
  // `_vnode` is where Vue's own renderer finds what it has drawn into a container.
  const waiting = root ? [Reflect.get(root, '_vnode') as VNode] : []
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const exposed = node.component?.exposed
    // What a component exposes is not typed from outside; the map is the one with metres per pixel.
    if (exposed && 'metersPerPixel' in exposed) return (exposed['map'] as { value: MapLibreMap }).value
    if (node.component) waiting.push(node.component.subTree)
    for (const child of Array.isArray(node.children) ? node.children : []) {
      if (typeof child === 'object' && child !== null && 'type' in child) waiting.push(child)
    }
  }
  throw new Error('There is no map on this page')
}

/** Of whom is inside of the canvas: what lies beyond its edges nobody sees. */
async function staffOn(page: Page, map: JSHandle<MapLibreMap>): Promise<Position[]> {
  const canvas = page.locator('canvas.staff-dots')
  if ((await canvas.count()) === 0) return []
  const points = await canvas.evaluate(staffOnCard)
  return map.evaluate((shown, all) => {
    const ratio = shown.getPixelRatio()
    const { clientWidth, clientHeight } = shown.getContainer()
    return all.flatMap(([x, y]): Position[] => {
      if (x < 0 || y < 0 || x > clientWidth * ratio || y > clientHeight * ratio) return []
      const { lng, lat } = shown.unproject([x / ratio, y / ratio])
      return [[lng, lat]]
    })
  }, points)
}

/** Runs in the page. Marks lie over some of the dots, so not all are found. */
async function coloredDots(canvas: Element, { points, png }: { points: DrawnPoint[]; png: string }): Promise<number> {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const paper = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
  paper?.drawImage(picture, 0, 0)
  const { left, top } = canvas.getBoundingClientRect()
  const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()
  const wanted = [1, 3, 5].map((at) => Number.parseInt(accent.slice(at, at + 2), 16))
  return points.filter(([x, y]) => {
    const pixel = paper?.getImageData(Math.round(left + x / devicePixelRatio), Math.round(top + y / devicePixelRatio), 1, 1).data // prettier-ignore
    return wanted.every((part, at) => Math.abs(part - (pixel?.[at] ?? NaN)) < 30)
  }).length
}
