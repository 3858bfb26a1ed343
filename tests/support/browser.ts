import { type Browser, chromium } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

/** Enough for WebGL without a graphics card, and nothing that calls home. */
const flags = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
]

/** Starts the system's Chromium, headless. Whoever calls closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium: `npm test` gets one, or set CHROMIUM_PATH')
  return chromium.launch({ executablePath, headless: true, args: flags })
}
