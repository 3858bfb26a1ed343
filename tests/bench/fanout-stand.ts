import { z } from 'zod'
import type { Kind } from './broadcast.ts'
import { startChild } from './child.ts'
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
  const server = startChild('fanout-server.ts', [kind, ...[workers, streets].map(String)])
  const ports = Ports.parse(await server.ask('ports'))
  const publisher = startChild('fanout-publisher.ts', [ports.intake, workers, streets].map(String))

  const isRight = await compare()
  const sink = startChild('fanout-sink.ts', [kind, ...[ports.screens, screens, workers, streets].map(String)])
  let ticks = 0
  await sink.ask(0)
  await sink.ask('arrived')
  await run(warmUp)
  return { id, isRight, run, cpuMicros, end: () => [server, publisher, sink].forEach((child) => child.end()) }

  async function compare(): Promise<boolean> {
    const readers = await Promise.all(
      Array.from({ length: streets }, (_, street) => joinAsReader(kind, ports.screens, workers, street)),
    )
    let areRight = true
    // The bytes that only the limit sends are the same second after second: it is compared while they are new.
    for (let tick = 1; tick <= (kind === 'net-write' ? 2 : 3); tick++) {
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
      tookMs.push(arrived.at - z.number().parse(await server.ask('ticked')))
    }
    return tookMs
  }

  async function cpuMicros(): Promise<number> {
    return z.number().parse(await server.ask('cpu'))
  }
}

const Ports = z.object({ screens: z.number(), intake: z.number() })
const Arrived = z.object({ isExact: z.boolean(), isSame: z.boolean(), at: z.number() })
