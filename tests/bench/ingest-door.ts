import { z } from 'zod'
import { startChild } from './child.ts'
import { hold } from './contest.ts'
import type { Contestant } from './contest.ts'
import { openRedisDoor } from './door-redis.ts'
import { cpuMicrosOf, cpuMicrosOfAnother } from './figures.ts'
import type { Goal } from './goals.ts'

const PHONES = 80
const WARM_UP_FIXES = 60

/** CPU of the server process for one position in one request. */
export const ingestDoor: Goal = async function* ({ isQuick, repetitions }) {
  const fixes = isQuick ? 15 : 60
  const [ours, bare] = await Promise.all([startDoor('ours', fixes), startDoor('bare', fixes)])
  const redis = await openRedisDoor()
  const contest = {
    goal: 'ingest_door',
    wl: `P${PHONES}xHTTP`,
    unit: 'us/position',
    ours: ours.contestant('ours'),
    anchor: bare.contestant('express_post'),
    peer: redis.contestant,
    limit: typedArray(),
    // At most 1.3 times as dear as the bare POST.
    target: { x_anchor: 0.77 },
  }
  const outcome = await hold({ ...contest, isRight: true }, repetitions)
  const isRight = (await ours.isComplete()) && (await bare.isComplete())
  yield { ...outcome, pass: isRight ? outcome.pass : false }
  ours.end()
  bare.end()
  await redis.end()
}

async function startDoor(kind: 'ours' | 'bare', fixes: number) {
  const server = startChild('door-server.ts', [kind, String(PHONES)])
  const port = z.number().parse(await server.ask('port'))
  const load = startChild('door-load.ts', [String(port), String(PHONES)])
  let sent = 0
  const send = async (count: number) => {
    sent += z.number().parse(await load.ask(count))
  }
  await send(WARM_UP_FIXES)
  const cpuMicros = async () => z.number().parse(await server.ask('cpu'))
  return {
    contestant: (id: string): Contestant => ({
      id,
      measure: async () => (await cpuMicrosOfAnother(cpuMicros, () => send(fixes))) / (fixes * PHONES),
    }),
    isComplete: async () => (await server.ask('accepted')) === sent,
    end: () => [server, load].forEach((child) => child.end()),
  }
}

/** Two numbers written where the newest position of somebody stands. */
function typedArray(): Contestant {
  const positions = new Float64Array(2 * 3_000)
  const count = 20_000_000
  const all = () => {
    for (let turn = 0; turn < count; turn++) {
      const at = 2 * (turn % 3_000)
      positions[at] = turn
      positions[at + 1] = -turn
    }
  }
  all()
  return { id: 'typed_array', measure: () => cpuMicrosOf(all) / count }
}
