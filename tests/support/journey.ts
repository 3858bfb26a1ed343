import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { isLoopback } from '../../server/config.ts'
import { launchBrowser } from './browser.ts'

export type Journey = Awaited<ReturnType<typeof openJourney>>

/** Two slow cores draw a whole street without a graphics card: whoever waits less tests the machine. */
const PATIENCE_MS = 60_000
const WALL = { width: 1920, height: 1080 }
const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * What Chromium itself writes when nobody listens at the address, or when who has just come back is not ready yet: no
 * page can silence it. Only these, only for our own address, and only while a test has killed the server.
 */
const ofAServerAway = [
  /^Failed to load resource: (net::ERR_[A-Z_]+|.* 503 .*) \(http:\/\/127\.0\.0\.1:\d+\/(api\/|socket\.io\/|assets\/noto-sans-)/,
  /^WebSocket connection to 'ws:\/\/127\.0\.0\.1:\d+\/socket\.io\/[^']*' failed/,
]

/**
 * A browser that watches its pages: every request that leaves this machine, every console error and every error of a
 * page is kept in `troubles`, which a journey expects to be empty.
 */
export async function openJourney() {
  refuseMissingClient()
  const browser = await launchBrowser()
  const troubles: string[] = []
  let isServerAway = false

  function watch(context: BrowserContext) {
    const refuseForeign = (url: string) => {
      if (isForeign(url)) troubles.push(`a request that leaves this machine: ${url}`)
    }
    context.on('request', (request) => refuseForeign(request.url()))
    context.on('page', (page) => {
      page.on('websocket', (socket) => refuseForeign(socket.url()))
      page.on('crash', () => troubles.push('the page crashed'))
    })
    context.on('weberror', (error) => troubles.push(`an error of the page: ${error.error().stack}`))
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      const text = `${message.text()} (${message.location().url})`
      if (isServerAway && ofAServerAway.some((usual) => usual.test(text))) return
      troubles.push(`a console error: ${text}`)
    })
  }

  return {
    /** What nobody may ever see; in the order of time. */
    troubles,

    /** A screen of its own, with cookies of its own. */
    async openScreen(url: string, viewport = WALL): Promise<Page> {
      const context = await browser.newContext({ baseURL: url, viewport, locale: 'zh-CN' })
      context.setDefaultTimeout(PATIENCE_MS)
      watch(context)
      return context.newPage()
    },

    /** While this runs, a browser may say that nobody answers. It ends when every screen has found the server again. */
    async whileServerIsAway(work: () => Promise<void>): Promise<void> {
      isServerAway = true
      try {
        await work()
      } finally {
        isServerAway = false
      }
    },

    /** What every screen shows now, for whoever has to find out why; in a folder that git ignores. */
    async keepPictures(title: string): Promise<void> {
      const pages = browser.contexts().flatMap((context) => context.pages())
      for (const [index, page] of pages.entries()) {
        await page.screenshot({ path: join(root, 'tests/.shots/failed', `${title.replaceAll('/', ' ')} ${index}.png`) })
      }
    },

    close: () => browser.close(),
  }
}

const pages = { wall: '**/wall', coordinator: '**/desk', worker: '**/field', helper: '**/field' } as const

/** From `/` with one click, as a stranger comes in. */
export async function enterAs(page: Page, role: keyof typeof pages): Promise<void> {
  await page.goto('/')
  await page.locator(`[data-role=${role}]`).click()
  await page.waitForURL(pages[role])
}

function isForeign(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  if (protocol === 'data:' || protocol === 'blob:') return false
  return !isLoopback(hostname.replace(/^\[|\]$/g, ''))
}

function refuseMissingClient(): void {
  if (existsSync(join(root, 'client/dist/index.html'))) return
  throw new Error('There are no screens to look at: `npm run build` first (`npm test` does)')
}
