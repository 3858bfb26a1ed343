import type { Pool } from 'pg'
import type { Position } from '#shared/geo'
import { RecurrenceRule } from '#shared/history'
import type {
  CaseList, CaseQuery, HotspotQuery, Hotspots, PastCase, PlaceHistory, RecurrenceList, RecurrenceQuery, SeasonalPlace,
  WallHotspots,
} from '#shared/history' // prettier-ignore
import type { PreSeasonTask } from '#shared/pre-season'
import { Problem } from '#shared/problem'
import type { RainOver } from '#shared/reading'
import type { Clock, Instant } from '#shared/time'
import type { Places } from '../places/places.ts'
import { createCells } from './cells.ts'
import { seasonOfTrouble, WATCH_DAYS } from './cure.ts'
import { cellIdOf, hotspotsOf, isIn, isOf, UNPLACED, wallHotspotsOf } from './hotspots.ts'
import type { Division, Span } from './hotspots.ts'
import { FEWEST_IN_CELL } from './cells.ts'
import { lookBack } from './look-back.ts'
import type { LookBack } from './look-back.ts'
import { lastTwelveMonths } from './months.ts'
import type { PastIncident } from './past-incident.ts'
import { readPast, stampOfPast, wordsOf } from './read-past.ts'
import { comparedAt, householdsAt, spansOf } from './place-history.ts'
import { lastCaseOf, recurrencesOf, seasonalPlacesOf, withoutNumbers } from './recurrence-list.ts'
import { seasonRunOf } from './seasonal.ts'

export interface HistoryParts {
  pool: Pool
  /** The rain at a place, as the gauges near it read it. */
  rainAt: (position: Position, spans: readonly Span[]) => Promise<(RainOver | null)[]>
  /** The tasks before the seasons to come, by place. */
  tasks: () => Promise<ReadonlyMap<string, PreSeasonTask>>
  clock: Clock
  places: Pick<Places, 'communities' | 'grids' | 'buildings' | 'building' | 'center'>
}

export type History = ReturnType<typeof createHistory>

/** Where there is no such time, nothing fell. */
const NO_TIME: Span = { from: '2000-01-01T00:00:00.000Z', to: '2000-01-01T00:00:00.000Z' }

const defaultRule = RecurrenceRule.parse({})

/**
 * Where it keeps happening. Reads every incident once and keeps what it needs of them in memory (two years are some
 * 25,000) until one changes; every number that it tells it can open down to its cases.
 */
export function createHistory({ pool, clock, places, rainAt, tasks }: HistoryParts) {
  let known: { stamp: string; past: Promise<PastIncident[]>; back: Promise<LookBack> } | null = null

  async function read() {
    const stamp = await stampOfPast(pool)
    if (known?.stamp !== stamp) {
      const past = readPast(pool)
      const back = past.then((incidents) => lookBack(incidents, defaultRule, division().isVague))
      const mine = (known = { stamp, past, back })
      // A failed reading is nobody's last word.
      back.catch(() => {
        if (known === mine) known = null
      })
    }
    return known
  }

  function division(): Division {
    const labels = [...places.communities(), ...places.grids()].flatMap(({ labelAt }) => (labelAt ? [labelAt] : []))
    const vague = new Set([...labels, places.center()].map(textOf))
    return {
      cells: createCells(places.center()),
      communities: places.communities(),
      buildings: places.buildings(),
      isVague: (position) => vague.has(textOf(position)),
    }
  }

  return {
    async hotspots({ group, ...period }: HotspotQuery): Promise<Hotspots> {
      const now = clock.now()
      const { back } = await read()
      const span = spanOf(period, now)
      return hotspotsOf({ back: await back, division: division(), group, rule: defaultRule, now, ...span })
    },

    /** What came back, with its cases, its dates and how far its cure is. */
    async recurrences({ group, kind, window, times, ...period }: RecurrenceQuery): Promise<RecurrenceList> {
      const now = clock.now()
      const rule = { times, windowDays: window }
      const isDefault = times === defaultRule.times && window === defaultRule.windowDays
      const reading = await read()
      const back = isDefault ? await reading.back : lookBack(await reading.past, rule, division().isVague)
      const span = spanOf(period, now)
      const wanted = back.troubles.filter((trouble) => {
        const last = lastCaseOf(trouble)
        return isOf(group, last) && (kind === undefined || kind.includes(last.kind))
      })
      const words = await wordsOf(
        pool,
        wanted.map((trouble) => lastCaseOf(trouble).id),
      )
      const items = recurrencesOf(wanted, span, now, { words, ownerOf: (id) => places.building(id)?.owner ?? null })
      const written = await tasks()
      const seasonal = seasonalPlacesOf(await reading.back, now)
        .filter((place) => isOf(group, place) && (kind === undefined || kind.includes(place.kind)))
        .map((place) => ({ ...place, task: written.get(place.id) ?? null }))
      return { items, total: items.length, next: null, asOf: now, seasonal, ...span, rule, watchDays: WATCH_DAYS }
    },

    /** Every place that comes with a season, whatever the period. */
    async seasonal(): Promise<Omit<SeasonalPlace, 'task'>[]> {
      const { back } = await read()
      return seasonalPlacesOf(await back, clock.now())
    },

    /** One place, its seasons and what its cure came to, with the rain beside every count. */
    async place(key: string): Promise<PlaceHistory> {
      const now = clock.now()
      const back = await (await read()).back
      const all = back.places.get(key)
      if (!all) throw new Problem('not-found', 'Nothing that counts has happened at such a place')
      const last = lastCaseOf({ all })
      const receivedAt = all.map((incident) => incident.receivedAt)
      const season = seasonRunOf(last.kind, receivedAt, now)?.season ?? seasonOfTrouble(receivedAt).season
      const spans = spansOf(all, { season, knownSince: back.counted[0]?.receivedAt ?? now, now })
      const asked = [...spans.seasons, spans.before ?? NO_TIME, spans.after ?? NO_TIME]
      const rain = await rainAt(last.position, asked)
      const cured = all.findLast(({ rootedOutAt }) => rootedOutAt === spans.curedAt)
      const words = cured && spans.curedAt ? (await wordsOf(pool, [cured.id])).get(cured.id) : undefined
      return {
        asOf: now,
        id: key,
        kind: last.kind,
        place: last.place,
        households: householdsAt(last, places.buildings()),
        season,
        ...comparedAt({ all, spans, rain, season, now }),
        cure: words?.fix ? withoutNumbers(words.fix) : null,
        repeats: (back.leftOut.get('repeat-caller') ?? []).filter(({ id }) => back.keys.get(id) === key).length,
        task: (await tasks()).get(key) ?? null,
      }
    },

    async wall(): Promise<WallHotspots> {
      const now = clock.now()
      const { back } = await read()
      return wallHotspotsOf({ back: await back, division: division(), now, ...lastTwelveMonths(now) })
    },

    /** The cases behind a number, newest first. */
    async cases({ limit, cursor, ...query }: CaseQuery): Promise<CaseList> {
      const now = clock.now()
      const { back } = await read()
      const found = casesOf(await back, division(), query, spanOf(query, now)).reverse()
      const items = found.slice(cursor, cursor + limit).map(caseOf)
      const next = cursor + limit < found.length ? String(cursor + limit) : null
      return { items, total: found.length, next, asOf: now }
    },
  }
}

type Cut = Omit<CaseQuery, 'limit' | 'cursor' | 'from' | 'to'>

/** The incidents that a number counts: the same filters that made it. In the order of time. */
export function casesOf(back: LookBack, division: Division, cut: Cut, span: Span): PastIncident[] {
  const from = cut.leftOut === undefined ? back.counted : (back.leftOut.get(cut.leftOut) ?? [])
  const within = from.filter((incident) => isIn(span, incident) && isOf(cut.group, incident))
  const communities = new Set(division.communities.map(({ id }) => id))
  const cells = new Map<string, number>()
  if (cut.only === 'remainder') {
    for (const incident of within) {
      const id = cellIdOf(division, incident)
      cells.set(id, (cells.get(id) ?? 0) + 1)
    }
  }
  return within.filter((incident) => {
    const isElsewhere = incident.communityId === null || !communities.has(incident.communityId)
    if (cut.community === 'none' ? !isElsewhere : cut.community && incident.communityId !== cut.community) return false
    if (cut.origin && incident.origin !== cut.origin) return false
    if (cut.place && back.keys.get(incident.id) !== cut.place) return false
    const isUnderRule = cut.only === 'recurring' || (cut.place !== undefined && cut.only !== 'place')
    if (isUnderRule && !back.recurring.has(incident.id)) return false
    if (cut.cell === undefined && cut.only !== 'remainder' && cut.only !== 'unplaced') return true
    const cell = cellIdOf(division, incident)
    if (cut.only === 'unplaced') return cell === UNPLACED
    if (cut.only === 'remainder' && (cell === UNPLACED || (cells.get(cell) ?? 0) >= FEWEST_IN_CELL)) return false
    return cut.cell === undefined || cell === cut.cell
  })
}

function spanOf({ from, to }: { from?: Instant | undefined; to?: Instant | undefined }, now: Instant): Span {
  const usual = lastTwelveMonths(now)
  const span = { from: from ?? usual.from, to: to ?? usual.to }
  if (span.from < span.to) return span
  throw new Problem('invalid', 'A period ends after it begins', {
    errors: [{ path: 'from', message: 'expected a time before `to`' }],
  })
}

const textOf = ([lng, lat]: Position) => `${lng.toFixed(7)} ${lat.toFixed(7)}`

function caseOf(incident: PastIncident): PastCase {
  const { id, number, kind, severity, status, place, summary, origin, reportCount, receivedAt, doneAt } = incident
  return { id, number, kind, severity, status, place, summary, origin, reportCount, receivedAt, doneAt }
}
