import type { Kind } from './kinds.ts'
import { hold } from './contest.ts'
import type { Contestant } from './contest.ts'
import { startPeerStands, startStand } from './fanout-stand.ts'
import type { Stand } from './fanout-stand.ts'
import { quantileOf } from './figures.ts'
import type { Goal } from './goals.ts'

const WORKERS = 3_000
const WARM_UP = 100
const TICKS = { quick: 100, whole: 200 }
/** The limit decides whether the machine was steady: its slowest 1 in 100 must be more than two ticks of chance. */
const LIMIT_TICKS = { quick: 400, whole: 1_000 }

/** Wall time from a second's positions being there until the last screen has the last byte: the slowest 1 in 100. */
export const latency: Goal = async function* ({ isQuick, repetitions }) {
  const screens = isQuick ? 200 : 1_000
  const begin = (kind: Kind, id: string) => startStand({ kind, id, workers: WORKERS, screens, warmUp: WARM_UP })
  const [ours, json, limit, raw, [mosquitto, sendLoop]] = await Promise.all([
    begin('ours', 'ours'),
    begin('json', 'sio_json_frame'),
    begin('net-write', 'net_write'),
    begin('raw-ws', 'raw_ws'),
    startPeerStands(begin),
  ])
  const slowestOf = ({ id, run }: Stand, ticks = isQuick ? TICKS.quick : TICKS.whole): Contestant => ({
    id,
    measure: async () => quantileOf(await run(ticks), 0.99),
  })
  const stands = [ours, json, limit, raw, mosquitto, sendLoop].filter((one) => 'run' in one)
  yield await hold(
    {
      goal: 'latency',
      wl: `W${WORKERS}xN${screens}`,
      unit: 'ms, p99',
      ours: slowestOf(ours),
      anchor: slowestOf(json),
      peer: 'run' in mosquitto ? slowestOf(mosquitto) : mosquitto,
      limit: slowestOf(limit, isQuick ? LIMIT_TICKS.quick : LIMIT_TICKS.whole),
      others: [slowestOf(raw), 'run' in sendLoop ? slowestOf(sendLoop) : sendLoop],
      target: { x_anchor: 1 },
      isRight: stands.every((stand) => stand.isRight),
    },
    repetitions,
  )
  for (const stand of stands) await stand.end()
}
