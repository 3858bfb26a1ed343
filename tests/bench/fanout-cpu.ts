import { z } from 'zod'
import type { Kind } from './broadcast.ts'
import { startChild } from './child.ts'
import { hold } from './contest.ts'
import type { Contestant } from './contest.ts'
import type { Goal } from './goals.ts'
import { joinAsReader } from './right-broadcast.ts'

const WORKERS = 3_000
/** So many ticks before the first that counts. One event per update does in two what the others do in hundreds. */
const WARM_UP = { frame: 300, event: 1 }
const MEASURED = { frame: 200, event: 2 }
const QUICK = { frame: 60, event: 1 }

/** CPU of the server process to bring a second's positions to all screens, per update and screen. */
export const fanoutCpu: Goal = async function* ({ isQuick, repetitions }) {
  for (const screens of [50, 200]) {
    const measured = isQuick ? QUICK : MEASURED
    const begin = (kind: Kind, id: string) => startFanout({ kind, id, screens, measured })
    const stands = [
      await begin('ours', 'ours'),
      await begin('event', 'sio_json_event'),
      await begin('json', 'sio_json_frame'),
      await begin('net-write', 'net_write'),
      await begin('raw-ws', 'raw_ws'),
    ] as const
    const [ours, anchor, peer, limit, raw] = stands
    yield await hold(
      {
        goal: 'fanout_cpu',
        wl: `W${WORKERS}xN${screens}x1Hz`,
        unit: 'ns/update*dashboard',
        ours: ours.contestant,
        anchor: anchor.contestant,
        peer: peer.contestant,
        limit: limit.contestant,
        others: [raw.contestant],
        // "Cheaper than the JSON frame" at both; the 150 are asked at 200 screens.
        target: screens === 200 ? { x_anchor: 150, x_peer: 1 } : { x_peer: 1 },
        isRight: stands.every((stand) => stand.isRight),
      },
      repetitions,
    )
    for (const stand of stands) stand.end()
  }
}

interface Stand {
  kind: Kind
  id: string
  screens: number
  measured: typeof MEASURED
}

/** Server, publisher and screens, each a process, warmed up; one reading screen has compared what came. */
async function startFanout({ kind, id, screens, measured }: Stand) {
  const server = startChild('fanout-server.ts', [kind, String(WORKERS)])
  const ports = Ports.parse(await server.ask('ports'))
  const publisher = startChild('fanout-publisher.ts', [String(ports.intake), String(WORKERS)])

  const reader = await joinAsReader(kind, ports.screens, WORKERS)
  let isRight = true
  // The bytes that only the limit sends are the same second after second: it is compared while they are new.
  const compared = kind === 'net-write' ? 2 : 3
  for (let tick = 1; tick <= compared; tick++) {
    const sent = z.instanceof(Float64Array).parse(await publisher.ask(true))
    if (!(await reader.holds(tick, sent))) isRight = false
  }
  reader.close()

  const sink = startChild('fanout-sink.ts', [kind, ...[ports.screens, screens, WORKERS].map(String)])
  let ticks = 0
  await sink.ask(0)
  const effort = kind === 'event' ? 'event' : 'frame'
  await run(WARM_UP[effort])

  /** The next second begins when every screen has this one: at 1 Hz a process would mostly wait, for the same work. */
  async function run(count: number) {
    for (let tick = 0; tick < count; tick++) {
      await publisher.ask(false)
      const arrived = Arrived.parse(await sink.ask(++ticks))
      if (!arrived.isExact || !arrived.isSame) throw new Error(`${id}: a screen did not get exactly what was sent`)
    }
  }

  const cpuMicros = async () => z.number().parse(await server.ask('cpu'))
  const contestant: Contestant = {
    id,
    async measure() {
      const before = await cpuMicros()
      await run(measured[effort])
      return (((await cpuMicros()) - before) * 1_000) / (measured[effort] * WORKERS * screens)
    },
  }
  return { contestant, isRight, end: () => [server, publisher, sink].forEach((child) => child.end()) }
}

const Ports = z.object({ screens: z.number(), intake: z.number() })
const Arrived = z.object({ isExact: z.boolean(), isSame: z.boolean() })
