import { createServer } from 'node:http'
import type { Pool } from 'pg'
import type { Log } from '#shared/log'
import type { Config } from './config.ts'

interface RoomParts {
  pool: Pool
  databaseUrl: string
  config: Config & { fieldKey: Buffer }
  log: Log
}

interface Rooms {
  listen(port: number, host: string): Promise<{ port: number }>
  /** What to print at the start. */
  lines: string[]
  stop(): Promise<void>
}

/** Wires the rooms together. */
export async function openRooms({ pool }: RoomParts): Promise<Rooms> {
  const http = createServer((_request, response) => {
    void pool.query('select 1').then(
      () => response.end('ok'),
      () => response.writeHead(503).end(),
    )
  })
  return {
    lines: [],
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => {
          const address = http.address()
          resolve({ port: typeof address === 'object' && address ? address.port : port })
        })
      }),
    stop: () => new Promise((resolve) => http.close(() => resolve())),
  }
}
