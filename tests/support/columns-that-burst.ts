import type { Page } from 'playwright-core'

/** The parts of a screen that are wider than the room they have: there must be none, however long the words. */
export function columnsThatBurst(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const parts = ['html', '.rail.left', '.rail.right', '.middle', 'header', '.queue', '.side', '.dock', '.desk-footer']
    return parts.flatMap((selector) => {
      const element = document.querySelector(selector)
      if (!element || element.scrollWidth <= element.clientWidth + 1) return []
      return `${selector} is ${element.clientWidth} wide and holds ${element.scrollWidth}`
    })
  })
}
