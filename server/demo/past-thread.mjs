import { register } from 'tsx/esm/api'

// A thread does not read TypeScript by itself, whatever its process was started with.
register()
await import('./past-worker.ts')
