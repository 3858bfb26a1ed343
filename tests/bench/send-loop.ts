import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { makeFolder } from './program.ts'

/** Compiles `send-loop.c` into a new folder. */
export async function compileSendLoop(): Promise<{ command: string; folder: string }> {
  const folder = await makeFolder()
  const command = join(folder, 'send-loop')
  const source = fileURLToPath(new URL('send-loop.c', import.meta.url))
  await promisify(execFile)('cc', ['-std=c99', '-O2', '-Wall', '-Wextra', '-Werror', '-o', command, source])
  return { command, folder }
}
