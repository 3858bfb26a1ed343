import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse as parseCsv } from 'csv-parse'
import { z } from 'zod'
import { distanceMeters, METERS_PER_DEGREE, offsetMeters, Position } from '#shared/geo'
import { ClaimedInstant, MINUTE_MS } from '#shared/time'

export interface RecordedFix {
  /** ms since 1970, as recorded. */
  atMs: number
  position: Position
}

export interface Recording {
  tracks: Map<string, RecordedFix[]>
  /** Lines that were none of `track,time,lat,lon`. */
  unreadable: number
}

const Line = z
  .object({ track: z.string().min(1).max(200), time: ClaimedInstant, lat: z.coerce.number(), lon: z.coerce.number() })
  .transform(({ track, time, lat, lon }) => ({ track, atMs: Date.parse(time), position: [lon, lat] as Position }))

/** Reads a recording with the columns `track,time,lat,lon`, as it is or compressed (`.gz`), a line at a time. */
export async function readRecording(path: string): Promise<Recording> {
  const tracks = new Map<string, RecordedFix[]>()
  let unreadable = 0
  const file = createReadStream(path)
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  file.on('error', (error: Error) => text.destroy(error))
  const lines = text.pipe(parseCsv({ columns: true, trim: true, bom: true, relax_column_count: true }))
  text.on('error', (error: Error) => lines.destroy(error))
  for await (const line of lines) {
    const read = Line.safeParse(line)
    if (!read.success || !Position.safeParse(read.data.position).success) {
      unreadable++
      continue
    }
    const { track, ...fix } = read.data
    const fixes = tracks.get(track) ?? []
    tracks.set(track, fixes)
    fixes.push(fix)
  }
  return { tracks, unreadable }
}

const stretchDefaults = {
  /** A street is about so wide. */
  widestMeters: 3_000,
  /** A longer silence than this ends a stretch. */
  longestGapMs: 5 * MINUTE_MS,
}

/** The longest part of a track, by time, that fits on a street without a gap. Some tracks span a whole city. */
export function longestStretch(
  fixes: readonly RecordedFix[],
  limits: Partial<typeof stretchDefaults> = {},
): RecordedFix[] {
  const { widestMeters, longestGapMs } = { ...stretchDefaults, ...limits }
  let longest: RecordedFix[] = []
  let current: RecordedFix[] = []
  const settle = () => {
    if (durationMs(current) > durationMs(longest)) longest = current
    current = []
  }
  let box = emptyBox
  for (const fix of fixes) {
    const grown = extend(box, fix.position)
    const last = current.at(-1)
    if (last && (fix.atMs - last.atMs > longestGapMs || fix.atMs < last.atMs || widthMeters(grown) > widestMeters)) {
      settle()
      box = extend(emptyBox, fix.position)
    } else {
      box = grown
    }
    current.push(fix)
  }
  settle()
  return longest
}

/** The same walk with its middle on the street, every step as long and in the same direction as it was. */
export function centreOn(fixes: readonly RecordedFix[], centre: Position): RecordedFix[] {
  const [west, south, east, north] = fixes.reduce<Box>((box, fix) => extend(box, fix.position), emptyBox)
  const [lng, lat]: Position = [(west + east) / 2, (south + north) / 2]
  const metersPerLng = METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  return fixes.map(({ atMs, position }) => ({
    atMs,
    position: offsetMeters(centre, (position[0] - lng) * metersPerLng, (position[1] - lat) * METERS_PER_DEGREE),
  }))
}

export function durationMs(fixes: readonly RecordedFix[]): number {
  return (fixes.at(-1)?.atMs ?? 0) - (fixes[0]?.atMs ?? 0)
}

type Box = readonly [west: number, south: number, east: number, north: number]
const emptyBox: Box = [Infinity, Infinity, -Infinity, -Infinity]

const extend = ([west, south, east, north]: Box, [lng, lat]: Position): Box => [
  Math.min(west, lng),
  Math.min(south, lat),
  Math.max(east, lng),
  Math.max(north, lat),
]

/** The longer side. */
function widthMeters([west, south, east, north]: Box): number {
  return Math.max(distanceMeters([west, south], [east, south]), distanceMeters([west, south], [west, north]))
}
