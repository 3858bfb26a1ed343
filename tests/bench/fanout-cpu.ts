import type { Kind } from './kinds.ts'
import { hold } from './contest.ts'
import type { Contest, Contestant, Outcome } from './contest.ts'
import { startPeerStands, startStand } from './fanout-stand.ts'
import type { Stand } from './fanout-stand.ts'
import type { Effort, Goal } from './goals.ts'

const WORKERS = 3_000
/** So many ticks before the first that counts. One event per update does in two what the others do in hundreds. */
const WARM_UP = { frame: 300, event: 1 }
const MEASURED = { frame: 200, event: 1 }
const QUICK = { frame: 60, event: 1 }
/** Of CPU time, however few ticks that takes: the time of a broker is known in steps of 10 ms only. */
const ENOUGH_MICROS = 200_000

/** CPU of the server process to bring a second's positions to all screens, per update and screen. */
export const fanoutCpu: Goal = async function* (effort) {
  for (const screens of effort.isQuick ? [50, 200] : [50, 200, 1_000]) yield await manyScreens(screens, effort)
  yield await tenStreets(effort)
}

async function manyScreens(screens: number, { isQuick, repetitions }: Effort): Promise<Outcome> {
  const measured = isQuick ? QUICK : MEASURED
  const begin = (kind: Kind, id: string) =>
    startStand({ kind, id, workers: WORKERS, screens, warmUp: kind === 'event' ? WARM_UP.event : WARM_UP.frame })
  const [ours, anchor, peer, limit, raw, peers] = await Promise.all([
    begin('ours', 'ours'),
    begin('event', 'sio_json_event'),
    begin('json', 'sio_json_frame'),
    begin('net-write', 'net_write'),
    begin('raw-ws', 'raw_ws'),
    startPeerStands(begin),
  ])
  const costOf = (stand: Stand) =>
    contestantOf(stand, { ticks: stand.id === 'sio_json_event' ? measured.event : measured.frame, screens })
  return finish([ours, anchor, peer, limit, raw, ...peers.filter((one) => 'run' in one)], repetitions, {
    goal: 'fanout_cpu',
    wl: `W${WORKERS}xN${screens}x1Hz`,
    unit: 'ns/update*dashboard',
    ours: costOf(ours),
    anchor: costOf(anchor),
    peer: costOf(peer),
    limit: costOf(limit),
    others: [raw, ...peers].map((one) => ('run' in one ? costOf(one) : one)),
    // "Cheaper than the JSON frame" everywhere; the 150 are asked at 200 screens.
    target: screens === 200 ? { x_anchor: 150, x_peer: 1 } : { x_peer: 1 },
  })
}

const STREETS = 10
const SCREENS_OF_A_STREET = 20

/** Ten streets in one process, each with its own people and screens, beside one such street. */
async function tenStreets({ isQuick, repetitions }: Effort): Promise<Outcome> {
  const ticks = isQuick ? 40 : 150
  const begin = (kind: Kind, id: string, streets: number) =>
    startStand({ kind, id, workers: WORKERS, streets, screens: SCREENS_OF_A_STREET * streets, warmUp: 100 })
  const stands = await Promise.all([
    begin('ours', 'ours', STREETS),
    begin('ours', 'one_street', 1),
    begin('json', 'sio_json_frame_of_one_street', 1),
    begin('net-write', 'net_write', 1),
  ])
  const [ten, one, json, limit] = stands
  const alone = { ticks, screens: SCREENS_OF_A_STREET }
  return finish(stands, repetitions, {
    goal: 'fanout_cpu',
    wl: `S${STREETS}xW${WORKERS}xN${SCREENS_OF_A_STREET}x1Hz`,
    unit: 'ns/update*dashboard',
    // A screen gets the updates of its own street only.
    ours: contestantOf(ten, { ticks, screens: SCREENS_OF_A_STREET * STREETS }),
    anchor: contestantOf(one, alone),
    peer: contestantOf(json, alone),
    limit: contestantOf(limit, alone),
    // "No more per update than at one"; a tenth is what the measure itself wavers by.
    target: { x_anchor: 0.9 },
  })
}

function contestantOf(
  { id, run, cpuMicros }: Stand,
  { ticks, screens }: { ticks: number; screens: number },
): Contestant {
  return {
    id,
    async measure() {
      const before = await cpuMicros()
      let [spent, done] = [0, 0]
      for (; spent < ENOUGH_MICROS; done += ticks) {
        await run(ticks)
        spent = (await cpuMicros()) - before
      }
      return (spent * 1_000) / (done * WORKERS * screens)
    },
  }
}

async function finish(stands: readonly Stand[], repetitions: number, contest: Omit<Contest, 'isRight'>) {
  const isRight = stands.every((stand) => stand.isRight)
  const outcome = await hold({ ...contest, isRight }, repetitions)
  for (const stand of stands) await stand.end()
  return outcome
}
