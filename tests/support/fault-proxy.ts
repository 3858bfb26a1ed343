import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'

/** A cable between two programs that can be pulled and put back. */
export interface FaultProxy {
  url: string
  /** From now on nothing passes, and nobody is told: every connection stays open and silent. */
  hush(): void
  /** Cuts every connection and refuses new ones. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/** Passes everything on to the server or the database of `url`, on loopback, until told otherwise. */
export async function openFaultProxy(url: string): Promise<FaultProxy> {
  const target = new URL(url)
  const socketDir = target.searchParams.get('host')
  const open = new Set<Socket>()
  let port = 0
  let server: Server | null = null

  function connectOn() {
    const targetPort = Number(target.port || 5432)
    return socketDir ? connect(`${socketDir}/.s.PGSQL.${targetPort}`) : connect(targetPort, target.hostname)
  }

  function pass(from: Socket) {
    const to = connectOn()
    for (const socket of [from, to]) {
      open.add(socket)
      socket.on('error', () => undefined) // the other end was cut: that is what this is for
      socket.on('close', () => {
        open.delete(socket)
        from.destroy()
        to.destroy()
      })
    }
    from.pipe(to)
    to.pipe(from)
  }

  function hush() {
    for (const socket of open) socket.unpipe().pause()
  }

  async function up() {
    server = createServer(pass).listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  }

  async function down() {
    const closing = server
    server = null
    const closed = closing ? once(closing, 'close') : Promise.resolve()
    closing?.close()
    for (const socket of open) socket.destroy()
    await closed
  }

  await up()
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String(port)
  through.searchParams.delete('host')
  return { url: through.toString(), hush, up, down, close: down }
}
