import { hold } from './contest.ts'
import type { Contest, Contestant, Outcome } from './contest.ts'
import { startPeerStands, startStand } from './fanout-stand.ts'
import type { Stand } from './fanout-stand.ts'
import { cpuMicrosOfAnother, LONG_ENOUGH_MICROS } from './figures.ts'
import type { Effort, Goal } from './goals.ts'
import type { Kind } from './kinds.ts'

const WORKERS = 3_000
/** So many ticks before the first that counts. One event per update does in one what the others do in hundreds. */
const WARM_UP = { frame: 300, event: 1 }
const MEASURED = { quick: 60, whole: 200 }
/**
 * One event for each costs much the same for each, however many are walking; the others send everybody at once. Three
 * million events at once, to a thousand screens, are more than the process of the screens has memory for.
 */
const FEW_WALKERS = 600
const MOST_SCREENS_OF_ALL_EVENTS = 200

/** CPU of the server process to bring a second's positions to all screens, per update and screen. */
export const fanoutCpu: Goal = async function* (effort) {
  for (const screens of effort.isQuick ? [50, 200] : [50, 200, 1_000]) yield await manyScreens(screens, effort)
  yield await tenStreets(effort)
}

async function manyScreens(screens: number, { isQuick, repetitions }: Effort): Promise<Outcome> {
  const extent = isQuick ? 'quick' : 'whole'
  const walkersOfEvent = isQuick || screens > MOST_SCREENS_OF_ALL_EVENTS ? FEW_WALKERS : WORKERS
  const begin = (kind: Kind, id: string) => startStand({ kind, id, workers: WORKERS, screens, warmUp: WARM_UP.frame })
  const beginEvent = () =>
    startStand({ kind: 'event', id: 'sio_json_event', workers: walkersOfEvent, screens, warmUp: WARM_UP.event })
  const [ours, anchor, peer, limit, raw, peers] = await Promise.all([
    begin('ours', 'ours'),
    beginEvent(),
    begin('json', 'sio_json_frame'),
    begin('net-write', 'net_write'),
    begin('raw-ws', 'raw_ws'),
    startPeerStands(begin),
  ])
  const costOf = (stand: Stand) => contestantOf(stand, { ticks: MEASURED[extent], screens })
  return finish([ours, anchor, peer, limit, raw, ...peers.filter((one) => 'run' in one)], repetitions, {
    goal: 'fanout_cpu',
    wl: `W${WORKERS}xN${screens}x1Hz`,
    unit: 'ns/update*dashboard',
    ours: costOf(ours),
    anchor: contestantOf(anchor, { ticks: 1, screens, workers: walkersOfEvent }),
    peer: costOf(peer),
    limit: contestantOf(limit, { ticks: MEASURED[extent], screens, isLimit: true }),
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
    limit: contestantOf(limit, { ...alone, isLimit: true }),
    // "No more per update than at one"; a tenth is what the measure itself wavers by.
    target: { x_anchor: 0.9 },
  })
}

interface Extent {
  ticks: number
  screens: number
  workers?: number
  isLimit?: boolean
}

function contestantOf(
  { id, run, cpuMicros, enoughMicros }: Stand,
  { ticks, screens, workers = WORKERS, isLimit = false }: Extent,
): Contestant {
  const enough = isLimit ? LONG_ENOUGH_MICROS : enoughMicros
  const microsOfTicks = () => cpuMicrosOfAnother(cpuMicros, () => run(ticks), enough)
  return { id, measure: async () => ((await microsOfTicks()) * 1_000) / (ticks * workers * screens) }
}

async function finish(stands: readonly Stand[], repetitions: number, contest: Omit<Contest, 'isRight'>) {
  const isRight = stands.every((stand) => stand.isRight)
  const outcome = await hold({ ...contest, isRight }, repetitions)
  for (const stand of stands) await stand.end()
  return outcome
}
