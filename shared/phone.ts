import { z } from 'zod'

/*
 * What phones send, in the words of their apps. Numbers are taken as they come, text or not, and judged by
 * server/tracks: a fix with an impossible number is counted as rejected, not answered as a malformed request,
 * because a phone would send it again for ever.
 */

/** A number, or text that is one; NaN when it is neither or missing. */
const Reading = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === 'number') return value
    return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  })

/** The same; null when it is missing, not a finite number, or negative (which apps use for "unknown"). */
const OptionalReading = Reading.transform((value) => (Number.isFinite(value) && value >= 0 ? value : null))

/** OwnTracks, HTTP mode: a POST of `_type: location`. Speed in km/h, time in seconds. https://owntracks.org/booklet/tech/json/ */
export const OwnTracksLocation = z.object({
  _type: z.literal('location'),
  lat: Reading,
  lon: Reading,
  tst: Reading,
  acc: OptionalReading,
  vel: OptionalReading,
  batt: OptionalReading,
})
export type OwnTracksLocation = z.infer<typeof OwnTracksLocation>

/**
 * The OsmAnd protocol as Traccar documents it, in query or form. Speed in knots;
 * time in seconds, milliseconds or ISO 8601. https://www.traccar.org/osmand/
 */
export const OsmAndFix = z.object({
  lat: Reading,
  lon: Reading,
  timestamp: z.string().max(40).optional(),
  accuracy: OptionalReading,
  speed: OptionalReading,
  batt: OptionalReading,
  /** The phone itself says whether this is a fix. */
  valid: z.string().max(10).optional(),
})
export type OsmAndFix = z.infer<typeof OsmAndFix>

/** Traccar Client from version 9: JSON, speed in m/s, battery 0–1. The same page describes it. */
export const TraccarFix = z.object({
  location: z.object({
    timestamp: z.union([z.string().max(40), z.number()]),
    coords: z.object({ latitude: Reading, longitude: Reading, accuracy: OptionalReading, speed: OptionalReading }),
    battery: z.object({ level: OptionalReading }).optional(),
  }),
})
export type TraccarFix = z.infer<typeof TraccarFix>

/** Every reason for which a fix is not taken. `off-duty`: so is whoever moves with a team and is not its first member. */
export const RejectionReason = z.enum([
  'unreadable',
  'impossible',
  'zero',
  'swapped',
  'outside',
  'inaccurate',
  'duplicate',
  'future',
  'older',
  'too-fast',
  'off-duty',
])
export type RejectionReason = z.infer<typeof RejectionReason>

export const TrackCounts = z.object({
  accepted: z.int().nonnegative(),
  rejected: z.record(RejectionReason, z.int().nonnegative()),
})
export type TrackCounts = z.infer<typeof TrackCounts>

/** `GET /api/tracks/stats`: since the process started. `devices` by device id; made-up walkers are not devices. */
export const TrackStats = z.object({
  phones: TrackCounts,
  devices: z.record(z.uuid(), TrackCounts),
  /** Staff on duty by the age of their position; `lost` includes those who never had one. */
  onDuty: z.object({ fresh: z.int(), fading: z.int(), lost: z.int() }),
  history: z.object({ written: z.int(), waiting: z.int(), dropped: z.int() }),
})
export type TrackStats = z.infer<typeof TrackStats>

/** How much a position can be trusted, by its age: shown by shape and opacity, never by colour alone. */
export const PositionState = z.enum(['fresh', 'fading', 'lost'])
export type PositionState = z.infer<typeof PositionState>

export const FADING_AFTER_MS = 2 * 60_000
/** 无定位: from then on not recommended either. */
export const LOST_AFTER_MS = 5 * 60_000

/** NaN, which is the age of a position that never was, is lost. */
export function stateOfAge(ageMs: number): PositionState {
  if (ageMs < FADING_AFTER_MS) return 'fresh'
  return ageMs < LOST_AFTER_MS ? 'fading' : 'lost'
}
