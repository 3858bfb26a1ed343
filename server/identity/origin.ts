import { networkInterfaces } from 'node:os'

export interface OriginParts {
  host: string
  port: number
  isTls: boolean
  publicUrl: string | null
}

/**
 * The exact origins a browser may come from: PUBLIC_URL, this machine by name, and the address we listen on
 * (all of them when we listen everywhere). Compared as a whole: no suffix, no other port, no `null`.
 */
export function allowedOrigins({ host, port, isTls, publicUrl }: OriginParts): ReadonlySet<string> {
  const scheme = isTls ? 'https' : 'http'
  const everywhere = host === '0.0.0.0' || host === '::'
  const addresses = everywhere
    ? Object.values(networkInterfaces()).flatMap((list) =>
        (list ?? []).map(({ address, family }) => bracket(address, family)),
      )
    : [host.includes(':') ? `[${host}]` : host]
  const origins = ['localhost', '127.0.0.1', '[::1]', ...addresses].map(
    (name) => new URL(`${scheme}://${name}:${port}`).origin,
  )
  return new Set(publicUrl ? [...origins, new URL(publicUrl).origin] : origins)
}

function bracket(address: string, family: string): string {
  return family === 'IPv6' ? `[${address.split('%')[0] ?? address}]` : address
}
