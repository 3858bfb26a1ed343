import { spawnSync } from 'node:child_process'
import { findChromium } from './find-chromium.ts'

/** Debian's names for what the journeys need. Ubuntu's `chromium` is a snap: there, set CHROMIUM_PATH. */
const parts = [
  { what: 'Chromium', package: 'chromium', isThere: () => findChromium() !== null },
  { what: 'a Chinese font', package: 'fonts-noto-cjk', isThere: hasChineseFont },
]

/** Finds a browser and a Chinese font, or installs them when we are root on Debian. Says what it did. */
export async function getBrowserParts(): Promise<void> {
  process.stdout.write('\n▸ browser\n')
  const missing = parts.filter((part) => !part.isThere())
  if (missing.length > 0) install(missing)
  process.stdout.write(
    `  Chromium: ${findChromium() ?? 'none'}; Chinese font: ${hasChineseFont() ? 'there' : 'none'}\n`,
  )
}

function install(missing: typeof parts): void {
  const names = missing.map((part) => part.package)
  const advice = `apt-get install --no-install-recommends ${names.join(' ')}`
  const wanted = missing.map((part) => part.what).join(' and ')
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) {
    process.stdout.write(`  missing: ${wanted}. The journeys will fail; install with: sudo ${advice}\n`)
    return
  }
  process.stdout.write(`  missing: ${wanted}; getting it from Debian (${names.join(', ')})\n`)
  apt(['update', '-q'])
  apt(['install', '-y', '-q', '--no-install-recommends', ...names])
}

function apt(args: string[]): void {
  const { status } = spawnSync('apt-get', ['-o', 'Acquire::Retries=3', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) process.stdout.write(`  apt-get ${args[0]} ended with ${status}; going on without\n`)
}

function hasChineseFont(): boolean {
  const { stdout } = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return Boolean(stdout?.trim()) // without fontconfig there is no list, and no font either
}

function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0
}
