import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { debianParts, hasDebianPart, hasModule, hasNodeRed, modules, nodeRed, root } from './peers.ts'
import type { DebianPart, Module } from './peers.ts'
import { findProgram } from './program.ts'

/** What the contestants of each goal need. */
const neededBy: Record<string, { modules?: Module[]; debian?: DebianPart[]; nodeRed?: true }> = {
  grid_lookup: { modules: ['@turf/boolean-point-in-polygon', 'which-polygon'] },
  fanout_cpu: { debian: ['mosquitto', 'gcc', 'libc6-dev'] },
  latency: { debian: ['mosquitto', 'gcc', 'libc6-dev'] },
  ingest_door: { debian: ['redis-server'] },
  cold_start: { nodeRed: true },
}

/**
 * Installs the contestants of these goals that are not there. What cannot be installed is named on standard error, and
 * prints `skipped` later. What comes from npm leaves no trace in package.json; the next `npm ci` takes it away again.
 */
export function installPeers(goals: readonly string[]): void {
  const needs = goals.flatMap((goal) => neededBy[goal] ?? [])
  const wantedModules = needs.flatMap((need) => need.modules ?? []).filter((name) => !hasModule(name))
  if (wantedModules.length > 0)
    npm(
      root,
      wantedModules.map((name) => `${name}@${modules[name]}`),
    )
  if (needs.some((need) => need.nodeRed) && !hasNodeRed()) {
    mkdirSync(nodeRed.folder, { recursive: true, mode: 0o700 })
    npm(nodeRed.folder, [`node-red@${nodeRed.version}`])
  }
  const parts = needs.flatMap((need) => need.debian ?? [])
  const plan = planDebian(
    debianParts.filter((part) => parts.includes(part) && !hasDebianPart(part)),
    {
      isRoot: process.getuid?.() === 0,
      hasApt: findProgram('apt-get') !== null,
      canSudo: () => spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0,
    },
  )
  if ('leftOut' in plan) say(plan.leftOut)
  else for (const command of plan.commands) run(command)
}

export interface Situation {
  isRoot: boolean
  hasApt: boolean
  /** Asked only when it matters. */
  canSudo(): boolean
}

/**
 * RUNLEVEL=1 keeps Debian's scripts from starting the services they install, where no systemd does that. None of them is
 * ever used or stopped: the bench starts its own.
 */
const settings = ['env', 'RUNLEVEL=1', 'DEBIAN_FRONTEND=noninteractive']

/** What to run for these packages of Debian, or what is left out and why. */
export function planDebian(
  missing: readonly DebianPart[],
  { isRoot, hasApt, canSudo }: Situation,
): { commands: string[][] } | { leftOut: string } {
  if (missing.length === 0) return { commands: [] }
  const names = missing.join(' ')
  if (!hasApt) return { leftOut: `left out: ${names} (there is no apt-get here)` }
  if (!isRoot && !canSudo()) return { leftOut: `left out: ${names} (neither root nor sudo without a password)` }
  const apt = [...(isRoot ? [] : ['sudo', '-n']), ...settings, 'apt-get', '-q', '-o', 'Acquire::Retries=3']
  return {
    commands: [
      [...apt, 'update'],
      [...apt, 'install', '-y', '--no-install-recommends', ...missing],
    ],
  }
}

function npm(folder: string, wanted: readonly string[]): void {
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  run(['npm', 'install', '--prefix', folder, ...flags, ...wanted])
}

/** Standard output belongs to the lines of the bench. */
function run([program = '', ...args]: string[]): void {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', process.stderr.fd, 'inherit'] })
  if (status !== 0) say(`${program} ${args.join(' ')} ended with ${error?.message ?? status}; going on without`)
}

const say = (words: string) => void process.stderr.write(`peers: ${words}\n`)
