import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Absent, Measured, Row } from './contest.ts'

const OPENS = '<!-- bench -->'
const CLOSES = '<!-- /bench -->'

/** Writes the lines between the two marks of the README. Throws when the marks are not there. */
export function writeTable(rows: readonly Row[]): void {
  const file = fileURLToPath(new URL('../../README.md', import.meta.url))
  const about = {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0]?.model ?? 'unknown',
    load: loadavg()[0] ?? NaN,
  }
  writeFileSync(file, putTable(readFileSync(file, 'utf8'), tableOf(rows, about)))
}

export function putTable(text: string, table: string): string {
  const [from, to] = [text.indexOf(OPENS), text.indexOf(CLOSES)]
  if (from < 0 || to < from) throw new Error(`Expected ${OPENS} and then ${CLOSES} in README.md`)
  return `${text.slice(0, from + OPENS.length)}\n\n${table}\n\n${text.slice(to)}`
}

export interface Machine {
  date: string
  processor: string
  /** Of the last minute, ours included. */
  load: number
}

/** Only what the lines say, in Markdown. */
export function tableOf(rows: readonly Row[], { date, processor, load }: Machine): string {
  const [first] = rows
  if (!first) throw new Error('Expected a line to make the table from')
  const head = ['goal', 'workload', 'unit', 'ours', 'anchor (x_anchor)', 'peer (x_peer)', 'limit (x_limit)', 'target', 'reached'] // prettier-ignore
  const lines = rows.map((row) => [
    `\`${row.goal}\``,
    row.wl,
    row.unit,
    `**${row.ours}**`,
    compared(row.anchor, row.x_anchor),
    compared(row.peer, row.x_peer),
    compared(row.limit, row.x_limit),
    Object.entries(row.target).map(([what, value]) => `${what} ${what === 'ours' || what === 'x_limit' ? '≤' : '≥'} ${value}`).join(', '), // prettier-ignore
    row.noisy ? 'too noisy' : row.pass === null ? 'not decided' : row.pass ? 'yes' : 'no',
  ])
  const drawn = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`)
  const where = `${processor}, ${first.cpus} cores, load ${load.toFixed(1)}, Node ${first.node}, commit ${first.commit}, ${date}`
  return [
    ...drawn,
    '',
    'x_anchor and x_peer: how many times cheaper ours is; x_limit: how many times the limit ours costs.',
    `Medians of interleaved runs on one machine: ${where}. Ratios travel; absolute times do not.`,
  ].join('\n')
}

function compared(one: Measured | Absent, times: number | null): string {
  if ('skipped' in one) return `${one.id}: ${one.skipped}`
  return `${one.id} ${one.val}${times === null ? '' : ` (${times} ×)`}`
}
