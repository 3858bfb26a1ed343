import { streetMinutes, type Instant } from '#shared/time'
import type { MadeUpStaff, Shift } from './street/made-up-street.ts'

/** Hours after the street's midnight at which a shift begins: the day's and the night's. */
export const SHIFT_HOURS = [8, 20] as const

const [DAY_BEGINS_MINUTES, DAY_ENDS_MINUTES] = [SHIFT_HOURS[0] * 60, SHIFT_HOURS[1] * 60]

/** Days go from 08:00 to 20:00 on the street's clock, nights the other half. */
export function shiftAt(at: Instant): Shift {
  const minutes = streetMinutes(at)
  return minutes >= DAY_BEGINS_MINUTES && minutes < DAY_ENDS_MINUTES ? 'day' : 'night'
}

export function isOnShift(staff: Pick<MadeUpStaff, 'shifts'>, at: Instant): boolean {
  return staff.shifts.includes(shiftAt(at))
}
