import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain JavaScript without packages: this runs before there are any, and on any Node that can read it.

/** The clone. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const OLDEST_NODE = [20, 19]
const HEARTBEAT_MS = 10_000

/** Ends with one clear line when this Node is too old, or when a step fails that the reader has just seen failing. */
export function refuse(message) {
  process.stderr.write(`shaotu: ${message}\n`)
  process.exit(1)
}

export function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return
  refuse(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`)
}

/** Installs exactly what the lock file says, when something else or nothing is installed. */
export async function installPackages() {
  if (isInstalled()) return
  const npm = process.env['npm_execpath']
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  // NODE_ENV=production would leave out what builds the client; npm 10 can `ci` this lock file but not `install`.
  const wanted = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  await step('安装依赖 · installing packages (once, a minute or two)', program, wanted)
}

/** Builds the client when its sources are not those of the last build. */
export async function buildClient() {
  const stamp = join(root, 'client/dist/.sources')
  const sources = hashSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const build = [vite, 'build', '--config', 'client/vite.config.ts', '--logLevel', 'error']
  await step('构建界面 · building the screens', process.execPath, build)
  writeFileSync(stamp, sources)
}

/** Lets this process import TypeScript. */
export async function readTypeScript() {
  const { register } = await import('tsx/esm/api')
  register()
}

/** Runs one visible step; a slow one says from time to time that it is still alive. */
async function step(title, program, args) {
  const began = performance.now()
  const seconds = () => `${Math.round((performance.now() - began) / 1_000)} s`
  process.stdout.write(`▸ ${title}\n`)
  const heartbeat = setInterval(() => process.stdout.write(`  … ${seconds()}\n`), HEARTBEAT_MS)
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (exitCode, signal) => resolve(exitCode ?? signal))
  })
  clearInterval(heartbeat)
  if (code !== 0) refuse(`"${title}" has failed (${code}); the reason stands above`)
  process.stdout.write(`  ✓ ${seconds()}\n`)
}

/** npm writes what it has installed beside it, as its last act: so a broken installation never looks whole. */
function isInstalled() {
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  const wanted = readPackages(join(root, 'package-lock.json'))
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '' || (optional && !installed[path])) return true
    return installed[path]?.version === version
  })
}

function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

function hashSources() {
  const hash = createHash('sha256')
  const files = ['package-lock.json', ...filesIn('client'), ...filesIn('shared')]
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return path === 'client/dist' ? [] : filesIn(path)
    return [path]
  })
}
