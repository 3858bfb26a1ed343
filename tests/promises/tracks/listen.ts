import type { Server } from 'node:http'

/** Listens on a free port of this machine, and says where. */
export async function listen(http: Server): Promise<string> {
  await new Promise<void>((listening) => void http.listen(0, '127.0.0.1', listening))
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error(`Expected a port, got ${address}`)
  return `http://127.0.0.1:${address.port}`
}
