import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ServerProcess {
  pid: number
  url: string
  /** Everything it has said so far, on both streams. */
  output(): string
  /** As the terminal does at Ctrl-C, or as an operator does with `kill`: to the whole group. Answers the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** The real server as its own process group, ready to be killed. Throws what it said when it does not come up. */
export async function startServer(env: Record<string, string>, options: StartOptions = {}): Promise<ServerProcess> {
  const { child, output } = spawnServer(env, options)
  const up = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const url = output().match(/is up: (http\S+)/)?.[1]
      if (url) resolve(url)
    })
    child.once('close', (code) => reject(new Error(`The server ended with ${code}: ${output()}`)))
  })
  const url = await up
  const pid = child.pid ?? 0
  return {
    pid,
    url,
    output,
    async end(signal) {
      if (child.exitCode !== null) return child.exitCode
      const exit = once(child, 'exit')
      process.kill(-pid, signal)
      const [code]: unknown[] = await exit
      return typeof code === 'number' ? code : null
    },
  }
}

/** For a server that must refuse to start: its exit code and what it said, the log lines left out. */
export async function refuseToStart(env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const { child, output } = spawnServer(env, {})
  await once(child, 'close')
  const lines = output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
  return { code: child.exitCode, lines }
}

interface StartOptions {
  /** The clone to start from, and how; by default this one, without the set-up that `npm test` has done already. */
  folder?: string
  command?: string[]
}

function spawnServer(env: Record<string, string>, { folder = root, command }: StartOptions) {
  const child: ChildProcess = spawn(process.execPath, command ?? ['--import', 'tsx', 'server/main.ts'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of the tester's own settings, and no made-up street: these tests are about starting.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', DEMO: '0', ...env },
  })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return { child, output: () => said }
}
