import { OsmAndFix, OwnTracksLocation, TraccarFix } from '#shared/phone'
import type { Position } from '#shared/geo'
import { parse, Problem } from '#shared/problem'
import { instantOf, SECOND_MS } from '#shared/time'
import type { Instant } from '#shared/time'

/** What a phone says, in our units and not yet believed: numbers may be NaN, coordinates are in the phone's own system. */
export interface PhoneFix {
  /** As claimed by the phone; null when it claims nothing. */
  claimedAt: Instant | null
  position: Position
  /** null: the phone does not say. So with the next two. */
  accuracyMeters: number | null
  speedMps: number | null
  batteryPercent?: number | null
}

const MPS_PER_KMH = 1 / 3.6
/** A knot is one nautical mile, 1,852 m, an hour. */
const MPS_PER_KNOT = 1_852 / 3_600
/** Numbers below this are seconds, as Traccar has it. */
const SECONDS_BELOW = 2 ** 31

/** An OwnTracks message. Null when it is none of a position: transitions, last wills and the like are not for us. */
export function readOwnTracks(body: unknown): PhoneFix | null {
  if (typeof body !== 'object' || body === null || !('_type' in body) || body._type !== 'location') return null
  const { lat, lon, tst, acc, vel, batt } = parse(OwnTracksLocation, body, 'OwnTracks location')
  return {
    claimedAt: claimedInstant(tst * SECOND_MS),
    position: [lon, lat],
    accuracyMeters: acc,
    speedMps: vel === null ? null : vel * MPS_PER_KMH,
    batteryPercent: batt,
  }
}

/** The OsmAnd protocol in query or form. Throws Problem('invalid') when it cannot be read. */
export function readOsmAnd(parameters: unknown): PhoneFix {
  const { lat, lon, timestamp, accuracy, speed, batt, valid } = parse(OsmAndFix, parameters, 'OsmAnd position')
  const isValid = valid === undefined || !['false', '0'].includes(valid.toLowerCase())
  return {
    claimedAt: timestamp === undefined ? null : claimedTime(timestamp),
    position: isValid ? [lon, lat] : [NaN, NaN],
    accuracyMeters: accuracy,
    speedMps: speed === null ? null : speed * MPS_PER_KNOT,
    batteryPercent: batt,
  }
}

/** The JSON of Traccar Client 9 and later. Throws Problem('invalid') when it cannot be read. */
export function readTraccar(body: unknown): PhoneFix {
  const { timestamp, coords, battery } = parse(TraccarFix, body, 'Traccar position').location
  const level = battery?.level ?? null
  return {
    claimedAt: claimedTime(String(timestamp)),
    position: [coords.longitude, coords.latitude],
    accuracyMeters: coords.accuracy,
    speedMps: coords.speed,
    batteryPercent: level === null ? null : level * 100,
  }
}

/** OsmAnd and Traccar name the device in the message: `device_id`, `id` or `deviceid`. */
export function deviceKeyOf(message: unknown): string | null {
  if (typeof message !== 'object' || message === null) return null
  for (const field of ['device_id', 'id', 'deviceid']) {
    const key: unknown = Reflect.get(message, field)
    if (typeof key === 'string' && key !== '') return key
  }
  return null
}

/** OwnTracks signs in with HTTP Basic: any user name, the device's token as the password. */
export function basicToken(authorization: string | undefined): string | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return null
  const [, token] = /^[^:]*:(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  return token ?? null
}

/** Seconds, milliseconds, or a date with a time; without a zone it is UTC. */
function claimedTime(text: string): Instant {
  const number = Number(text)
  if (Number.isFinite(number)) return claimedInstant(number < SECONDS_BELOW ? number * SECOND_MS : number)
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text)
  return claimedInstant(Date.parse(hasZone ? text : `${text.replace(' ', 'T')}Z`))
}

/** A phone's broken clock is far inside what we can hold; what is not, is no time. */
function claimedInstant(ms: number): Instant {
  const at = instantOf(ms)
  if (at) return at
  throw new Problem('invalid', `Expected a time after 1970, got ${ms} ms`)
}
