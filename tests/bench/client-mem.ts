import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { startChild } from './child.ts'
import { hold } from './contest.ts'
import type { Contestant } from './contest.ts'
import type { Goal } from './goals.ts'

type Kind = 'ours' | 'socket-io' | 'ws' | 'net'

/** JavaScript heap of the server for each screen that only listens; then what waits for screens that stopped reading. */
export const clientMem: Goal = async function* ({ isQuick, repetitions }) {
  const screens = isQuick ? 1_000 : 5_000
  const [ours, socketIo, ws, net] = await Promise.all([
    startIdle('ours'),
    startIdle('socket-io'),
    startIdle('ws'),
    startIdle('net'),
  ])
  const heapOf = (idle: Idle, id: string): Contestant => ({
    id,
    measure: () => idle.heapOfEach(screens),
  })
  for (const idle of [ours, socketIo, ws, net]) await idle.heapOfEach(100) // what is made once is made now
  yield await hold(
    {
      goal: 'client_mem',
      wl: `N${screens}idle`,
      unit: 'kB/screen',
      ours: heapOf(ours, 'ours'),
      anchor: heapOf(socketIo, 'socket_io'),
      peer: heapOf(ws, 'ws'),
      limit: heapOf(net, 'net'),
      target: { ours: 11 },
      isRight: true, // a screen that is not there, or not in both rooms, is waited for
    },
    repetitions,
  )

  const few = 50
  const rounds = isQuick ? 20 : 60
  yield await hold(
    {
      goal: 'client_mem',
      wl: `N${few}stalled10%x${rounds * 100}news`,
      unit: 'packets waiting',
      ours: { id: 'ours', measure: () => ours.mostWaiting(few, rounds) },
      anchor: { id: 'socket_io', measure: () => socketIo.mostWaiting(few, rounds) },
      peer: { id: 'ws', skipped: 'counts bytes, not packets' },
      limit: { id: 'one_frame', measure: () => 1 },
      target: { ours: 1_024 },
      isRight: true,
    },
    1,
  )
  for (const idle of [ours, socketIo, ws, net]) idle.end()
}

type Idle = Awaited<ReturnType<typeof startIdle>>

async function startIdle(kind: Kind) {
  const server = startChild('idle-server.ts', [kind], ['--expose-gc'])
  const screens = startChild('idle-screens.ts', [kind, String(await server.ask('port'))])

  async function open(count: number) {
    await screens.ask(count)
    while ((await server.ask('screens')) !== count) await delay(LOOK_AGAIN_MS)
  }

  async function closeAll() {
    await screens.ask(0)
    while ((await server.ask('screens')) !== 0) await delay(LOOK_AGAIN_MS)
  }

  const heapBytes = async () => z.number().parse(await server.ask('heap'))

  return {
    async heapOfEach(count: number): Promise<number> {
      const before = await heapBytes()
      await open(count)
      const after = await heapBytes()
      await closeAll()
      return (after - before) / count / 1_024
    },

    /** With one in ten not reading, so many rounds of news. */
    async mostWaiting(count: number, rounds: number): Promise<number> {
      await open(count)
      await screens.ask('stall')
      const most = z.number().parse(await server.ask({ flood: rounds }))
      await closeAll()
      return most
    },

    end() {
      server.end()
      screens.end()
    },
  }
}

const LOOK_AGAIN_MS = 20
