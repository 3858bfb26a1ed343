import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { startServer } from '../support/server-process.ts'
import { BENCH_KEY, openBenchStreet } from './bench-street.ts'
import type { BenchStreet } from './bench-street.ts'
import { stopAtSignal } from './child.ts'
import { hold } from './contest.ts'
import type { Goal } from './goals.ts'
import { coldNodeRed } from './node-red.ts'

/** Wall time from starting the process to its first good answer, the database running. */
export const coldStart: Goal = async function* ({ repetitions }) {
  const street = await openBenchStreet({ withPast: true })
  try {
    const ours = () => measureOurs(street)
    const express = () => measureScript(['cold-express.mjs', street.url], (body) => Number(body) === street.cases)
    const bare = () => measureScript(['cold-node.mjs'], (body) => body === 'here')
    const nodeRed = coldNodeRed()
    const everybody = [ours, express, bare, ...('measure' in nodeRed ? [nodeRed.measure] : [])]
    for (const measure of everybody) await measure() // files read once, TypeScript compiled once
    yield await hold(
      {
        goal: 'cold_start',
        wl: `C${street.cases}`,
        unit: 'ms',
        ours: { id: 'ours', measure: ours },
        anchor: { id: 'express_pg_rows', measure: express },
        peer: nodeRed,
        limit: { id: 'bare_node', measure: bare },
        target: { ours: 1_000 },
        isRight: street.cases > 15_000, // whoever answers something else than it should has thrown
      },
      repetitions,
    )
  } finally {
    await street.close()
  }
}

/** The product as `npm start` runs it after its set-up, until it says that it is ready. */
async function measureOurs({ url, dataDir }: BenchStreet): Promise<number> {
  const began = performance.now()
  const server = await startServer({
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    SHAOTU_KEY: BENCH_KEY.toString('hex'),
    LOG_LEVEL: 'error',
  })
  const isEnded = stopAtSignal(() => server.end('SIGKILL'))
  const response = await fetch(`${server.url}/readyz`)
  const tookMs = performance.now() - began
  Ready.parse(await response.json())
  await server.end('SIGTERM')
  isEnded()
  return tookMs
}

const Ready = z.object({ seq: z.number(), epoch: z.string(), version: z.string() })

/** A script of plain JavaScript beside this file that says its port and then answers. */
async function measureScript([file = '', ...args]: string[], isRight: (body: string) => boolean): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const isEnded = stopAtSignal(() => Promise.resolve(child.kill('SIGKILL')))
  const [said]: unknown[] = await once(child.stdout, 'data')
  const response = await fetch(`http://127.0.0.1:${String(said).trim()}/`)
  const tookMs = performance.now() - began
  const body = await response.text()
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  isEnded()
  if (!isRight(body)) throw new Error(`Expected another answer of ${file} than ${body.slice(0, 80)}`)
  return tookMs
}
