import { execFileSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Row } from './contest.ts'
import { goals } from './goals.ts'
import { installPeers } from './install-peers.ts'
import { writeTable } from './readme-table.ts'
import { endChildren, stopEverything } from './child.ts'

const USAGE = `npm run bench -- [goal…] [--quick] [--strict] [--peers] [--readme]

Measures ours beside what one would otherwise have, on loopback. Goals: ${Object.keys(goals).join(' ')}
--quick   3 repetitions instead of 5, and shorter ones
--strict  ends with 1 when a line fails or decides nothing
--peers   first installs the contestants that npm and Debian have, without a trace in package.json
--readme  writes the table in README.md from the lines of this run`

const { values: options, positionals } = readOptions()
const unknown = positionals.filter((name) => !(name in goals))
if (unknown.length > 0) {
  process.stderr.write(`There is no goal ${unknown.join(', ')}\n\n${USAGE}\n`)
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void stopEverything().then(() => process.exit(1))
  })
}

const chosen = Object.keys(goals).filter((name) => positionals.length === 0 || positionals.includes(name))
if (options.peers) installPeers(chosen)
const machine = { commit: commitOf(), node: process.versions.node, cpus: availableParallelism() }
const rows: Row[] = []
const failures: string[] = []
for (const [name, measure] of Object.entries(goals)) {
  if (!chosen.includes(name)) continue
  process.stderr.write(`${name} … (load ${loadavg()[0]?.toFixed(1)})\n`)
  try {
    for await (const outcome of measure({ isQuick: options.quick, repetitions: options.quick ? 3 : 5 })) {
      const row: Row = { ...outcome, ...machine }
      rows.push(row)
      process.stdout.write(`BENCH ${JSON.stringify(row)}\n`)
    }
  } catch (error) {
    // A run that broke is no row; the other goals still have theirs, and the summary counts it as a failure.
    failures.push(name)
    process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`)
  } finally {
    endChildren()
  }
}

const summary = {
  pass: rows.filter((row) => row.pass === true).length,
  fail: rows.filter((row) => row.pass === false).length + failures.length,
  noisy: rows.filter((row) => row.noisy).length,
  skipped: rows
    .flatMap((row) => [row.anchor, row.peer, row.limit, ...(row.others ?? [])])
    .filter((one) => 'skipped' in one).length,
}
process.stdout.write(`BENCH-SUMMARY ${JSON.stringify(summary)}\n`)
if (options.readme) writeTable(rows)
process.exit(options.strict && (failures.length > 0 || rows.some((row) => row.pass !== true)) ? 1 : 0)

function readOptions() {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({
      allowPositionals: true,
      options: { quick: flag, strict: flag, peers: flag, readme: flag },
    })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
    process.exit(2)
  }
}

/** Of the checkout, with a plus when something in it is not committed; empty outside a checkout. */
function commitOf(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return git('rev-parse', '--short', 'HEAD').trim() + (git('status', '--porcelain', '-uno') === '' ? '' : '+')
  } catch {
    return '' // a copy without its history can be measured all the same
  }
}
