import { z } from 'zod'
import { listOf } from './api.ts'
import { Position } from './geo.ts'
import { ClaimedInstant, Instant, MINUTE_MS } from './time.ts'

/** What a station reads: millimetres fallen since the reading before, centimetres of water at a place, degrees outdoors. */
export const ReadingKind = z.enum(['rain', 'water-level', 'temperature'])
export type ReadingKind = z.infer<typeof ReadingKind>

export const readingUnits: Record<ReadingKind, string> = { rain: 'mm', 'water-level': 'cm', temperature: '°C' }

/** What such a gauge can read at all. 310 mm in an hour is more than ever fell in China in one. */
export const readingBounds: Record<ReadingKind, { min: number; max: number }> = {
  rain: { min: 0, max: 310 },
  'water-level': { min: 0, max: 1_000 },
  temperature: { min: -50, max: 60 },
}

/** A device whose clock runs further ahead than this is not believed about the time. */
export const FUTURE_MS = 60_000
/** Later than this nobody sends what was read; the days before are counted and closed. */
export const OLDEST_READING_DAYS = 30
/** After so many of its own intervals without a word a station is silent. */
export const SILENT_AFTER = 3

export const Station = z.object({
  id: z.uuid(),
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(100),
  kind: ReadingKind,
  position: Position,
  everyMinutes: z.int().min(1).max(1_440),
})
export type Station = z.infer<typeof Station>

/** `sourceId`: whose token may speak for it; without one only the desk reads it off. */
export const NewStation = Station.extend({ sourceId: z.uuid().nullable().default(null) })
export type NewStation = z.infer<typeof NewStation>

export const NewSource = z.object({ id: z.uuid(), label: z.string().trim().min(1).max(100) })
export type NewSource = z.infer<typeof NewSource>

export const Reading = z.object({
  id: z.uuid(),
  stationId: z.uuid(),
  value: z.number(),
  observedAt: Instant,
  receivedAt: Instant,
  /** Its clock was ahead: shown, and counted nowhere. */
  isFuture: z.boolean(),
})
export type Reading = z.infer<typeof Reading>

/** One value as it is sent; `station` is the code. */
export const SentReading = z.object({
  id: z.uuid(),
  station: Station.shape.code,
  value: z.number(),
  observedAt: ClaimedInstant,
})
export type SentReading = z.infer<typeof SentReading>

export const MOST_READINGS = 500
/** All of a batch or nothing: one bad value refuses it, and says which. */
export const ReadingBatch = z.object({ id: z.uuid(), readings: z.array(SentReading).min(1).max(MOST_READINGS) })
export type ReadingBatch = z.infer<typeof ReadingBatch>

/** `again`: that id is known already. `corrected`: the station had said something else of that moment. */
export const ReadingFate = z.enum(['stored', 'corrected', 'again', 'future'])
export type ReadingFate = z.infer<typeof ReadingFate>

export const ReadingAnswer = z.object({
  readings: z.array(z.object({ id: z.uuid(), fate: ReadingFate })),
  seq: z.int().nonnegative(),
})
export type ReadingAnswer = z.infer<typeof ReadingAnswer>

/** `never`: nothing was ever heard. `silent`: nothing for too long; what it last said is not now. */
export const StationState = z.enum(['live', 'silent', 'never'])
export type StationState = z.infer<typeof StationState>

/** A station that has not spoken for three of its intervals is silent, however fine its last word was. */
export function stationState(everyMinutes: number, newestMs: number | null, nowMs: number): StationState {
  if (newestMs === null) return 'never'
  return nowMs - newestMs > SILENT_AFTER * everyMinutes * MINUTE_MS ? 'silent' : 'live'
}

export const StationNow = Station.extend({
  state: StationState,
  newest: z.object({ value: z.number(), observedAt: Instant }).nullable(),
})
export type StationNow = z.infer<typeof StationNow>

/** Of an official warning: 蓝 黄 橙 红. Another scale than the street's own level, and never one of its colours. */
export const WarningColour = z.enum(['blue', 'yellow', 'orange', 'red'])
export type WarningColour = z.infer<typeof WarningColour>
export const Hazard = z.enum(['rainstorm', 'heat', 'cold', 'gale', 'snow', 'ice', 'fog', 'other'])
export type Hazard = z.infer<typeof Hazard>

export const WeatherWarning = z.object({
  id: z.uuid(),
  hazard: Hazard,
  colour: WarningColour,
  setAt: Instant,
  untilAt: Instant.nullable(),
  revision: z.int().positive(),
})
export type WeatherWarning = z.infer<typeof WeatherWarning>

export const NewWarning = z.object({
  id: z.uuid(),
  hazard: Hazard,
  colour: WarningColour,
  untilAt: ClaimedInstant.optional(),
})
export type NewWarning = z.infer<typeof NewWarning>
/** Ends a warning, or an outage that is over sooner or was called off. */
export const EndCommand = z.object({ id: z.uuid(), revision: z.int().positive() })
export type EndCommand = z.infer<typeof EndCommand>

/** What every station said last, and which warnings hold. No station at all means 未接入, not fine weather. */
export const ReadingsNow = listOf(StationNow).extend({ warnings: z.array(WeatherWarning) })
export type ReadingsNow = z.infer<typeof ReadingsNow>

/** `from` up to but not including `to`, 31 days at most; newest first. */
export const ReadingQuery = z.object({
  from: ClaimedInstant,
  to: ClaimedInstant,
  kind: ReadingKind.optional(),
  station: Station.shape.code.optional(),
  limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
})
export type ReadingQuery = z.infer<typeof ReadingQuery>
export const ReadingList = listOf(Reading)
export type ReadingList = z.infer<typeof ReadingList>

/** Rain at a place over a time, from the nearest gauge; `null` in its stead: no gauge near enough had read anything. */
export const RainOver = z.object({
  millimetres: z.number().nonnegative(),
  /** Days on which it rained enough to show where water stays. */
  rainDays: z.int().nonnegative(),
  /** Days of which anything is known. */
  days: z.int().nonnegative(),
  station: z.string(),
})
export type RainOver = z.infer<typeof RainOver>

/** From so much on a day is a rain day: 大雨 begins at 25 mm, water stands in a courtyard from far less. */
export const RAIN_DAY_MM = 10
/** From so much within an hour on it is worth looking whether water stays. */
export const RAIN_CHECK_MM = 5
/** A gauge further away says nothing about a place. */
export const NEAR_STATION_METERS = 5_000
