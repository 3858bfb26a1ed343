import { streetMinutes, type Instant } from '#shared/time'
import type { MadeUpStaff, Shift } from './street/made-up-street.ts'

const DAY_BEGINS_MINUTES = 8 * 60
const DAY_ENDS_MINUTES = 20 * 60

/** Days go from 08:00 to 20:00 on the street's clock, nights the other half. */
export function shiftAt(at: Instant): Shift {
  const minutes = streetMinutes(at)
  return minutes >= DAY_BEGINS_MINUTES && minutes < DAY_ENDS_MINUTES ? 'day' : 'night'
}

export function isOnShift(staff: Pick<MadeUpStaff, 'shifts'>, at: Instant): boolean {
  return staff.shifts.includes(shiftAt(at))
}
