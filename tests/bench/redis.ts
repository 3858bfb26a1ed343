import { connect } from 'node:net'
import { findFreePort, findProgram, makeFolder, startProgram } from './program.ts'
import { cpuMicrosOfProcess } from './process-cpu.ts'

/** A Redis of our own that keeps everything in memory. */
export async function startRedis() {
  const folder = await makeFolder()
  const port = await findFreePort()
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', daemonize: 'no', logfile: '', dir: folder }
  const program = await startProgram({
    command: findProgram('redis-server') ?? 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    folder,
    isUp: /Ready to accept connections/,
  })
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  await new Promise((resolve) => socket.once('connect', resolve))

  return {
    cpuMicros: () => cpuMicrosOfProcess(program.pid),

    /** Sends all commands at once, and answers so many lines of what came back. */
    async pipeline(commands: readonly (readonly string[])[], lines: number): Promise<string[]> {
      const chunks: Buffer[] = []
      let left = lines
      const complete = new Promise<void>((resolve) => {
        socket.on('data', function take(chunk: Buffer) {
          chunks.push(chunk)
          for (const byte of chunk) if (byte === NEWLINE) left--
          if (left > 0) return
          socket.off('data', take)
          resolve()
        })
      })
      socket.write(commands.map(asRequest).join(''))
      await complete
      return Buffer.concat(chunks).toString('latin1').split('\r\n').slice(0, -1)
    },

    async end() {
      socket.destroy()
      await program.end()
    },
  }
}

const NEWLINE = 10

/** A command in Redis's own protocol: https://redis.io/docs/latest/develop/reference/protocol-spec */
const asRequest = (words: readonly string[]) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
