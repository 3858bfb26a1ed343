import type { Recurrence, SeasonalPlace } from '#shared/history'
import { kinds } from '#shared/kind-table'
import { seasonSpan } from '#shared/season'
import { between, MINUTE_MS } from '#shared/time'
import type { Instant } from '#shared/time'
import { cureOf, seasonOfTrouble } from './cure.ts'
import { isIn } from './hotspots.ts'
import type { Span } from './hotspots.ts'
import type { LookBack, Trouble } from './look-back.ts'
import type { PastIncident } from './past-incident.ts'
import { seasonRunOf } from './seasonal.ts'
import type { Words } from './read-past.ts'

/** What the list says beside the incidents themselves: the desk's words by case, and whose a building is. */
export interface Beside {
  words: ReadonlyMap<string, Words>
  ownerOf(buildingId: string): string | null
}

/** The troubles that came back within the period, most often first, then the latest; with what is known of their end. */
export function recurrencesOf(troubles: readonly Trouble[], span: Span, now: Instant, beside: Beside): Recurrence[] {
  return troubles
    .flatMap((trouble) => recurrenceOf(trouble, span, now, beside) ?? [])
    .sort((one, other) => other.count - one.count || (one.last.receivedAt > other.last.receivedAt ? -1 : 1))
}

/** The last case of a trouble that was done, whose words tell how it stands; while none was, the last of all. */
export function lastCaseOf({ all }: Pick<Trouble, 'all'>) {
  const last = all.findLast(({ doneAt }) => doneAt !== null) ?? all.at(-1)
  if (!last) throw new Error('expected a trouble to have a case')
  return last
}

function recurrenceOf(trouble: Trouble, span: Span, now: Instant, { words, ownerOf }: Beside): Recurrence | null {
  const within = trouble.under.filter((incident) => isIn(span, incident))
  if (within.length === 0) return null
  const last = lastCaseOf(trouble)
  const { season, years } = seasonOfTrouble(trouble.all.map(({ receivedAt }) => receivedAt))
  const cure = cureOf(trouble.all, season, now)
  const { fix = null, waitsFor = null } = words.get(last.id) ?? {}
  return {
    id: trouble.key,
    kind: last.kind,
    place: last.place,
    communityId: last.communityId,
    buildingId: last.buildingId,
    owner: last.buildingId === null ? null : ownerOf(last.buildingId),
    position: last.position,
    count: within.length,
    receivedAt: within.map(({ receivedAt }) => receivedAt),
    caseIds: within.map(({ id }) => id),
    most: trouble.most,
    season,
    seasonYears: years,
    last: {
      id: last.id,
      number: last.number,
      receivedAt: last.receivedAt,
      restoredMinutes:
        last.restoredAt === null
          ? null
          : Math.max(0, Math.round(between(last.receivedAt, last.restoredAt) / MINUTE_MS)),
      fix: fix === null ? null : withoutNumbers(fix),
    },
    ...cure,
    waitsFor: cure.state !== 'not-cured' || waitsFor === null ? null : withoutNumbers(waitsFor),
  }
}

/** Every place that comes with a season, most dangerous kind first and then by name: a fixed order, no ranking. */
export function seasonalPlacesOf({ places }: LookBack, now: Instant): Omit<SeasonalPlace, 'task'>[] {
  const order = new Map(kinds.map(({ id }, index) => [id, index]))
  return [...places]
    .flatMap(([key, all]) => seasonalPlaceOf(key, all, now) ?? [])
    .sort(
      (one, other) =>
        (order.get(one.kind) ?? 0) - (order.get(other.kind) ?? 0) ||
        one.place.localeCompare(other.place, 'zh') ||
        (one.id < other.id ? -1 : 1),
    )
}

function seasonalPlaceOf(id: string, all: PastIncident[], now: Instant): Omit<SeasonalPlace, 'task'> | null {
  const last = lastCaseOf({ all })
  const receivedAt = all.map((incident) => incident.receivedAt)
  const run = seasonRunOf(last.kind, receivedAt, now)
  if (!run) return null
  const { kind, place, communityId, buildingId, position } = last
  const { state, awaitsSeason } = cureOf(all, run.season, now)
  const seasons = run.years.map((year) => {
    const span = seasonSpan(run.season, year)
    return { year, ...span, count: all.filter((incident) => isIn(span, incident)).length }
  })
  return { id, kind, place, communityId, buildingId, position, season: run.season, seasons, state, awaitsSeason }
}

const LONGEST_WORDS = 40

/** Words of the desk as a leader may read them: no numbers of telephones, doors or papers, and short. */
export function withoutNumbers(text: string): string {
  return [...text.replace(/[0-9０-９][0-9０-９\- ]{2,}/g, '…')].slice(0, LONGEST_WORDS).join('')
}
