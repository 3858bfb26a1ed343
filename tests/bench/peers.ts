import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Absent } from './contest.ts'

/** Contestants that the product itself does not need. The licences are MIT and ISC. */
const packages = { '@turf/boolean-point-in-polygon': '7.4.0', 'which-polygon': '2.2.1' }
export type Peer = keyof typeof packages

/** Installs the contestants that npm has; the next `npm ci` takes them away again. */
export function installPeers(): void {
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`)
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The function a package exports first, or null while it is not installed. */
export async function loadPeer(name: Peer): Promise<((...args: unknown[]) => unknown) | null> {
  try {
    const loaded: { default?: unknown } = await import(name)
    if (typeof loaded.default !== 'function') throw new Error(`Expected ${name} to export a function`)
    const { default: main } = loaded
    return (...args) => Reflect.apply(main, undefined, args) as unknown
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

export const notInstalled = (id: string): Absent => ({ id, skipped: 'not installed' })
