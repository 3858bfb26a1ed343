import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Absent } from './contest.ts'
import { findProgram } from './program.ts'

/** Contestants that this process loads. MIT and ISC. */
export const modules = { '@turf/boolean-point-in-polygon': '7.4.0', 'which-polygon': '2.2.1' } as const
export type Module = keyof typeof modules

/** A contestant with a server and 300 packages of its own, outside the project. Apache-2.0. */
export const nodeRed = {
  version: '4.1.8',
  /** One for each account: nobody runs what somebody else has put there. */
  folder: join(tmpdir(), `shaotu-bench-peers-${process.getuid?.() ?? ''}`, 'node-red'),
}

/** Debian's names: Mosquitto (EPL 2.0 or EDL 1.0), Redis (7.0 in Debian 12: BSD-3-Clause), and a compiler for C. */
export const debianParts = ['mosquitto', 'redis-server', 'gcc', 'libc6-dev'] as const
export type DebianPart = (typeof debianParts)[number]

const isThere: Record<DebianPart, () => boolean> = {
  mosquitto: () => findProgram('mosquitto') !== null,
  'redis-server': () => findProgram('redis-server') !== null,
  gcc: () => findProgram('cc') !== null,
  'libc6-dev': () => existsSync('/usr/include/stdio.h'),
}

export const hasDebianPart = (part: DebianPart): boolean => isThere[part]()
export const hasModule = (name: Module): boolean => versionIn(root, name) === modules[name]
export const hasNodeRed = (): boolean =>
  isOurs(nodeRed.folder) && versionIn(nodeRed.folder, 'node-red') === nodeRed.version

/** Why a contestant that needs these cannot take part; null when it can. */
export function whyNot(id: string, ...parts: DebianPart[]): Absent | null {
  if (!existsSync('/proc/self/stat')) return { id, skipped: 'this system has no /proc to read its CPU time from' }
  return parts.every(hasDebianPart) ? null : notInstalled(id)
}

export const notInstalled = (id: string): Absent => ({ id, skipped: 'not installed; --peers gets it' })

/** The function a package exports first, or null while it is not installed. */
export async function loadPeer(name: Module): Promise<((...args: unknown[]) => unknown) | null> {
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

export const root = fileURLToPath(new URL('../..', import.meta.url))

function versionIn(folder: string, name: string): string | null {
  const file = join(folder, 'node_modules', name, 'package.json')
  if (!existsSync(file)) return null
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}

function isOurs(folder: string): boolean {
  const parent = lstatSync(join(folder, '..'), { throwIfNoEntry: false })
  return parent !== undefined && parent.isDirectory() && parent.uid === process.getuid?.()
}
