import { SECOND_MS } from '#shared/time'
import type { Device } from './tracks.ts'

export type FindDevice = (token: string) => Promise<Device | null>

const cacheDefaults = {
  /** A revoked phone is heard for so long at most. */
  knownMs: 30 * SECOND_MS,
  /** A phone that was just registered is refused for so long at most. */
  unknownMs: 2 * SECOND_MS,
  /** Whoever invents tokens fills no memory with them. */
  most: 20_000,
}

/** Remembers for a while which device a token belongs to, so that a phone does not cost a query each second. */
export function createDeviceCache(findDevice: FindDevice, now: () => number = Date.now): FindDevice {
  const entries = new Map<string, { found: Promise<Device | null>; until: number }>()

  return (token) => {
    const known = entries.get(token)
    if (known && known.until > now()) return known.found

    const found = findDevice(token)
    const entry = { found, until: now() + cacheDefaults.knownMs }
    entries.delete(token) // to the end of the queue, where the newest are
    entries.set(token, entry)
    found.then(
      (device) => {
        if (!device) entry.until = now() + cacheDefaults.unknownMs
      },
      () => entries.delete(token), // the database was away; the next request asks it again
    )
    const oldest = entries.keys().next()
    if (entries.size > cacheDefaults.most && !oldest.done) entries.delete(oldest.value)
    return found
  }
}
