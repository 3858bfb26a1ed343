import type { Page } from 'playwright-core'

/** The numbers that stand on a wall, in either language. NaN where there is none yet. */
export async function readWall(page: Page) {
  const textsOf = (selector: string) => page.locator(selector).allInnerTexts()
  const numbersIn = async (selector: string) => (await textsOf(selector)).flatMap(numbersOf)
  const rate = async (name: string) => {
    const [n = NaN, d = NaN] = await numbersIn(`.rate:has([data-testid=rate-${name}]) .of`)
    const [percent = NaN] = await numbersIn(`[data-testid=rate-${name}]`)
    return { n, d, percent }
  }
  const [total = NaN] = await numbersIn('[data-testid=open-total]')
  const [today = NaN, older = NaN] = await numbersIn('.section:has([data-testid=open-total]) h2')
  const [late = NaN, received = NaN, done = NaN] = await numbersIn('.figures .today')
  const [own = NaN, found = NaN, of12345 = NaN] = await numbersIn('.sources b')
  const [positioned = NaN, onDuty = NaN] = await numbersIn('.duty .value')
  const [lost = NaN] = await numbersIn('.pair.first b')
  return {
    // Beside each level's mark, which has a numeral of its own, stands how many.
    open: { total, today, older, late, levels: (await textsOf('.levels > div')).map((text) => numbersOf(text).at(-1)) },
    received: { total: received, done, own, found, of12345 },
    rates: { responded: await rate('responded'), done: await rate('done'), satisfied: await rate('satisfied') },
    staff: { positioned, onDuty, lost },
  }
}

const numbersOf = (text: string) => (text.match(/\d+(\.\d+)?/g) ?? []).map(Number)
