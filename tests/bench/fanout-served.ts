import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { startChild } from './child.ts'
import { LONG_ENOUGH_MICROS, ENOUGH_MICROS } from './figures.ts'
import type { Kind } from './kinds.ts'
import { startMosquitto } from './mosquitto.ts'
import { publishOn, TOPIC } from './mqtt.ts'
import { createOurFrames } from './our-frames.ts'
import { cpuMicrosOfProcess } from './process-cpu.ts'
import { startProgram } from './program.ts'
import { compileSendLoop } from './send-loop.ts'
import { startStreetWalks } from './walk.ts'

/** Whoever takes each second's positions from the publisher and brings them to the screens. */
export interface Served {
  ports: { screens: number; intake: number }
  /** Of all processes that have a part in it, so far. */
  cpuMicros(): Promise<number>
  /** So much CPU time tells something. */
  enoughMicros: number
  /** When the last second's positions were there, by the clock that all processes share. */
  tickedAt(): Promise<number>
  end(): Promise<void>
}

export interface Size {
  workers: number
  streets: number
}

export function serve(kind: Kind, size: Size): Promise<Served> {
  if (kind === 'c-send') return serveFromC(size)
  return kind === 'mosquitto' ? serveByBroker(size) : serveFromNode(kind, size)
}

async function serveFromNode(kind: Kind, { workers, streets }: Size, brokerPort = 0): Promise<Served> {
  const server = startChild('fanout-server.ts', [kind, ...[workers, streets, brokerPort].map(String)])
  const ask = async (question: string) => z.number().parse(await server.ask(question))
  return {
    ports: z.object({ screens: z.number(), intake: z.number() }).parse(await server.ask('ports')),
    cpuMicros: () => ask('cpu'),
    enoughMicros: ENOUGH_MICROS,
    tickedAt: () => ask('ticked'),
    end: () => Promise.resolve(server.end()),
  }
}

/** A server that makes our frame and publishes it once, and the broker that brings it to everybody: the cost is both's. */
async function serveByBroker(size: Size): Promise<Served> {
  const broker = await startMosquitto()
  const server = await serveFromNode('mosquitto', size, broker.port)
  return {
    ...server,
    cpuMicros: async () => (await server.cpuMicros()) + cpuMicrosOfProcess(broker.pid),
    enoughMicros: LONG_ENOUGH_MICROS,
    async end() {
      await server.end()
      await broker.end()
    },
  }
}

/** `send-loop.c` with the packets that Mosquitto's screens get: of the first second, and of the second for all later. */
async function serveFromC({ workers, streets }: Size): Promise<Served> {
  const { command, folder } = await compileSendLoop()
  const walk = startStreetWalks(workers, streets)
  const nextFrame = createOurFrames(workers)
  for (const file of ['first', 'later']) {
    await writeFile(join(folder, file), publishOn(TOPIC, nextFrame(walk.positions, walk.at)))
    walk.step()
  }
  const tickBytes = 8 + 16 * workers * streets
  const program = await startProgram({
    command,
    args: [String(tickBytes), 'first', 'later'],
    folder,
    isUp: /^\d+ \d+\n/,
  })
  const [screens = 0, intake = 0] = program.said.trim().split(' ').map(Number)
  return {
    ports: { screens, intake },
    cpuMicros: async () => Number(await program.ask('c')),
    enoughMicros: ENOUGH_MICROS,
    tickedAt: async () => Number(await program.ask('t')),
    end: program.end,
  }
}
