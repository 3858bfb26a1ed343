import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildClient, installPackages, readTypeScript, refuse, refuseOldNode, root } from './set-up.mjs'

// npm start                everything from a fresh clone, then the server in this very process
// node start.mjs --set-up  the packages and the screens, and no server: for an image
// node start.mjs --dev     the same, with client and server made anew at every change
// node start.mjs --run F   the set-up, then the TypeScript file F with the arguments behind it

refuseOldNode()
const [mode, file, ...args] = process.argv.slice(2)

if (mode === undefined) {
  await installPackages()
  await buildClient()
  await readTypeScript()
  await import('./main.ts')
} else if (mode === '--set-up') {
  await installPackages()
  await buildClient()
} else if (mode === '--dev') {
  await installPackages()
  await develop()
} else if (mode === '--run' && file !== undefined) {
  await installPackages()
  await readTypeScript()
  process.argv.splice(1, process.argv.length, resolve(file), ...args)
  await import(pathToFileURL(resolve(file)).href)
} else {
  refuse(`expected nothing, --set-up, --dev or --run FILE, got "${process.argv.slice(2).join(' ')}"`)
}

/** Two watchers side by side. Ctrl-C reaches both through the terminal; when one ends, so does the other. */
async function develop() {
  const watchers = [
    ['node_modules/vite/bin/vite.js', 'build', '--watch', '--config', 'client/vite.config.ts', '--logLevel', 'warn'],
    // Not tsx's own watcher: at Ctrl-C it kills the server before that has stopped PostgreSQL.
    ['--watch', '--watch-preserve-output', '--import', 'tsx', 'server/main.ts'],
  ].map((command) => spawn(process.execPath, command, { cwd: root, stdio: 'inherit' }))
  process.on('SIGINT', () => undefined) // they end by themselves, and we after them
  process.on('SIGTERM', () => watchers.forEach((watcher) => watcher.kill('SIGTERM')))
  await Promise.race(watchers.map((watcher) => new Promise((ended) => watcher.once('exit', ended))))
  watchers.forEach((watcher) => watcher.kill('SIGTERM'))
}
