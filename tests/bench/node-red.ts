import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasNodeRed, nodeRed, notInstalled } from './peers.ts'
import type { Absent, Contestant } from './contest.ts'
import { findFreePort, makeFolder, startProgram } from './program.ts'

/** Wall time from starting node-red, with no flows and a folder of its own, to the first answer of its HTTP server. */
export function coldNodeRed(): Contestant | Absent {
  if (!hasNodeRed()) return notInstalled('node_red')
  return { id: 'node_red', measure }
}

async function measure(): Promise<number> {
  const folder = await makeFolder()
  const port = await findFreePort()
  const settings = { uiPort: port, uiHost: '127.0.0.1', userDir: folder, telemetry: { enabled: false } }
  await writeFile(join(folder, 'settings.js'), `module.exports = ${JSON.stringify(settings)}`)
  const began = performance.now()
  const program = await startProgram({
    command: process.execPath,
    args: [join(nodeRed.folder, 'node_modules/node-red/red.js'), '--settings', join(folder, 'settings.js')],
    folder,
    isUp: /Server now running at/,
  })
  const response = await fetch(`http://127.0.0.1:${port}/`)
  const tookMs = performance.now() - began
  const page = await response.text()
  await program.end()
  if (!page.includes('Node-RED')) throw new Error(`Expected the editor of Node-RED, got ${page.slice(0, 80)}`)
  return tookMs
}
