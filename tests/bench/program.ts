import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { isProgram } from '../support/find-chromium.ts'
import { ownChild, stopAtSignal } from './child.ts'

/** Somebody else's program, running in a folder of its own. */
export interface Program {
  pid: number
  folder: string
  /** What it said until it was up. */
  said: string
  /** Writes a line to it, and answers the next that it says. */
  ask(line: string): Promise<string>
  /** Ends it by its own id; its folder goes too. */
  end(): Promise<void>
}

/** Where a program is, or null. Debian keeps servers in folders that only root has on its path. */
export function findProgram(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/sbin', '/usr/bin')
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null
}

export const makeFolder = () => mkdtemp(join(tmpdir(), 'shaotu-bench-'))

export interface ProgramParts {
  command: string
  args: readonly string[]
  folder: string
  /** It is up when it has said this. */
  isUp: RegExp
}

const PATIENCE_MS = 30_000

/** Starts a program and waits until it says that it is up. If it ends before or never is, that is an error with its words. */
export async function startProgram({ command, args, folder, isUp }: ProgramParts): Promise<Program> {
  const child = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] })
  ownChild(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const remove = () => ended.then(() => rm(folder, { recursive: true, force: true }))
  const isRemoved = stopAtSignal(remove)
  let said = ''
  let changed: () => void = () => undefined
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      changed()
    })
  }
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`${command} ended with ${code ?? signal}: ${said}`)))
  })
  failed.catch(() => undefined) // whoever waits for it is told; that it is ended at last is no failure
  const sayingThat = async (isSaid: () => boolean) => {
    while (!isSaid()) await Promise.race([new Promise<void>((resolve) => (changed = resolve)), failed])
  }
  const isTooLate = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  try {
    await sayingThat(() => isUp.test(said))
  } catch (error) {
    child.kill('SIGKILL')
    await remove()
    isRemoved()
    throw error
  } finally {
    clearTimeout(isTooLate)
  }
  return {
    pid: child.pid ?? 0,
    folder,
    said,
    async ask(line) {
      const from = said.length
      child.stdin.write(line)
      await sayingThat(() => said.indexOf('\n', from) >= 0)
      return said.slice(from).trim()
    },
    async end() {
      child.kill('SIGKILL')
      await remove()
      isRemoved()
    },
  }
}

/** A port of loopback that nobody has at this moment, for programs that cannot find one themselves. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
