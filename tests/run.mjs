import { installPackages, readTypeScript, refuseOldNode } from '../server/set-up.mjs'

// npm test: everything from a fresh clone. What it does after the set-up stands in support/run-all.ts.

refuseOldNode()
await installPackages()
await readTypeScript()
await import('./support/run-all.ts')
