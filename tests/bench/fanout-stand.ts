import { z } from 'zod'
import type { Kind } from './kinds.ts'
import type { Absent } from './contest.ts'
import { startChild } from './child.ts'
import { serve } from './fanout-served.ts'
import { whyNot } from './peers.ts'
import { joinAsReader } from './right-broadcast.ts'

export interface StandParts {
  kind: Kind
  id: string
  /** Of each street. */
  workers: number
  streets?: number
  /** Of all streets together. */
  screens: number
  /** So many ticks before the first that counts. */
  warmUp: number
}

export type Stand = Awaited<ReturnType<typeof startStand>>

/** Server, publisher and screens, each a process, warmed up; a reading screen of each street has compared what came. */
export async function startStand({ kind, id, workers, streets = 1, screens, warmUp }: StandParts) {
  const server = await serve(kind, { workers, streets })
  const { ports, cpuMicros, enoughMicros } = server
  const publisher = startChild('fanout-publisher.ts', [ports.intake, workers, streets].map(String))

  const isRight = await compare()
  const sink = startChild('fanout-sink.ts', [kind, ...[ports.screens, screens, workers, streets].map(String)])
  let ticks = 0
  await sink.ask(0)
  await sink.ask('arrived')
  await run(warmUp)
  return { id, isRight, run, cpuMicros, enoughMicros, end }

  async function compare(): Promise<boolean> {
    const readers = await Promise.all(
      Array.from({ length: streets }, (_, street) => joinAsReader(kind, ports.screens, workers, street)),
    )
    let areRight = true
    // Whoever sends finished bytes sends the same second after second, and is compared while they are new.
    for (let tick = 1; tick <= (kind === 'net-write' || kind === 'c-send' ? 2 : 3); tick++) {
      const sent = z.instanceof(Float64Array).parse(await publisher.ask(true))
      for (const [street, reader] of readers.entries()) {
        const own = sent.subarray(2 * workers * street, 2 * workers * (street + 1))
        if (!(await reader.holds(tick, own))) areRight = false
      }
    }
    for (const reader of readers) reader.close()
    return areRight
  }

  /**
   * Brings so many seconds to all screens; answers the milliseconds each took, from the positions being there to the
   * last byte at the last screen. The next second begins when every screen has this one: at 1 Hz a process would mostly
   * wait, for the same work.
   */
  async function run(count: number): Promise<number[]> {
    const tookMs: number[] = []
    for (let tick = 0; tick < count; tick++) {
      await sink.ask(++ticks)
      await publisher.ask(false)
      const arrived = Arrived.parse(await sink.ask('arrived'))
      if (!arrived.isExact || !arrived.isSame) throw new Error(`${id}: a screen did not get exactly what was sent`)
      tookMs.push(arrived.at - (await server.tickedAt()))
    }
    return tookMs
  }

  async function end() {
    for (const child of [publisher, sink]) child.end()
    await server.end()
  }
}

/** The stands of those that Debian has, or why they are missing. */
export function startPeerStands(
  begin: (kind: Kind, id: string) => Promise<Stand>,
): Promise<[mosquitto: Stand | Absent, sendLoop: Stand | Absent]> {
  return Promise.all([
    whyNot('mosquitto', 'mosquitto') ?? begin('mosquitto', 'mosquitto'),
    whyNot('c_send_loop', 'gcc', 'libc6-dev') ?? begin('c-send', 'c_send_loop'),
  ])
}

const Arrived = z.object({ isExact: z.boolean(), isSame: z.boolean(), at: z.number() })
