import { DAY_MS, plus, streetDay, type Instant } from '#shared/time'
import { stepsOf, type Course } from './course.ts'
import type { DayStep } from './day-step.ts'
import { openingDay } from './opening-day.ts'
import { ordinaryDay } from './ordinary-day.ts'
import { castOf } from './street-cast.ts'
import type { MadeUpStreet } from './street/made-up-street.ts'

/** What happens on the made-up street, day after day: pure data, told by the clock. */
export interface Day {
  /**
   * What the street starts with when it is first seen at `now`: every step of the opening day and of some days
   * before it, up to `now`, in the order of time.
   */
  openingState(now: Instant): DayStep[]
  /** Every step after `from`, up to and with `to`, in the order of time: reports and what people do about them. */
  stepsBetween(from: Instant, to: Instant): DayStep[]
  /** Only the reports of `stepsBetween`. */
  reportsBetween(from: Instant, to: Instant): Extract<DayStep, { does: 'report' }>[]
}

export interface DayParts {
  street: MadeUpStreet
  seed: string
  /** The street day (`2026-11-18`) on which the street was first seen; left out when nobody remembers. */
  openedOn?: string
}

/** The slowest course takes twelve and a half days until it is done and half a day until somebody asks. */
const LONGEST_COURSE_DAYS = 15

export function createDay({ street, seed, openedOn }: DayParts): Day {
  const cast = castOf(street)
  const told = new Map<string, DayStep[]>()

  const stepsOfDay = (day: string): DayStep[] => {
    const known = told.get(day)
    if (known) return known
    const steps = inOrder(day === openedOn ? openingDay(seed, day, cast) : ordinaryDay(seed, day, cast))
    told.set(day, steps)
    return steps
  }

  const stepsBetween = (from: Instant, to: Instant): DayStep[] => {
    const days = daysBetween(plus(from, -LONGEST_COURSE_DAYS * DAY_MS), to).filter(
      (day) => openedOn === undefined || day >= openedOn,
    )
    // Days that are over need not be remembered.
    for (const day of told.keys()) if (day < (days[0] ?? day)) told.delete(day)
    return days.flatMap((day) => stepsOfDay(day).filter((step) => step.at > from && step.at <= to)).sort(byTime)
  }

  return {
    stepsBetween,
    openingState: (now) => inOrder(openingDay(seed, streetDay(now), cast)).filter((step) => step.at <= now),
    reportsBetween: (from, to) => stepsBetween(from, to).filter((step) => step.does === 'report'),
  }
}

function inOrder(courses: readonly Course[]): DayStep[] {
  return courses.flatMap(stepsOf).sort(byTime)
}

function byTime(one: DayStep, other: DayStep): number {
  return one.at < other.at ? -1 : one.at > other.at ? 1 : 0
}

/** Street days from the one of `from` to the one of `to`. */
function daysBetween(from: Instant, to: Instant): string[] {
  const days: string[] = []
  for (let at = from; streetDay(at) <= streetDay(to); at = plus(at, DAY_MS)) days.push(streetDay(at))
  return days
}
