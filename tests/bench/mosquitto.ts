import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort, findProgram, makeFolder, startProgram } from './program.ts'

/** A Mosquitto of our own, whatever service Debian may have started: nothing kept, nothing written, no waiting for more. */
export async function startMosquitto() {
  const folder = await makeFolder()
  const port = await findFreePort()
  const settings = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence false',
    'set_tcp_nodelay true',
    'log_dest stderr', // the one that it does not keep back
    'log_type information', // so that it says when it is up, and not who comes and goes
  ]
  await writeFile(join(folder, 'mosquitto.conf'), settings.join('\n'))
  const program = await startProgram({
    command: findProgram('mosquitto') ?? 'mosquitto',
    args: ['-c', join(folder, 'mosquitto.conf')],
    folder,
    isUp: /mosquitto version \S+ running/,
  })
  return { port, pid: program.pid, end: program.end }
}
