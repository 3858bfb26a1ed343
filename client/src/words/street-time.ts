import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, STREET_OFFSET_MS } from '#shared/time'

/** How a screen says a word: `t('common.span.minutes', { n: 27 })`. */
export type Say = (key: string, values?: Record<string, unknown>) => string

const two = (n: number) => String(n).padStart(2, '0')

/** A street time of day read off a UTC date: everything here is the time in Shanghai, wherever the screen hangs. */
const onTheStreet = (ms: number) => new Date(ms + STREET_OFFSET_MS)

/** `14:32`. */
export function hourMinute(ms: number): string {
  const at = onTheStreet(ms)
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** `14:32:08`. */
export function hourMinuteSecond(ms: number): string {
  return `${hourMinute(ms)}:${two(onTheStreet(ms).getUTCSeconds())}`
}

/** A moment that may lie on another day: `13:52` today, `11-17 13:52` before. */
export function hourMinuteOrDay(ms: number, now: number): string {
  const [at, today] = [onTheStreet(ms), onTheStreet(now)]
  const sameDay = at.toISOString().slice(0, 10) === today.toISOString().slice(0, 10)
  return sameDay ? hourMinute(ms) : `${at.toISOString().slice(5, 10)} ${hourMinute(ms)}`
}

/** `11月18日 周三`. */
export function calendarDay(ms: number, say: Say): string {
  const at = onTheStreet(ms)
  return say('common.date.day', {
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: say(`common.date.weekdays.${at.getUTCDay()}`),
  })
}

/** How long something has lasted, coarse: `27 分`, `5 时`, `2 天`. */
export function lasted(ms: number, say: Say): string {
  if (ms < MINUTE_MS) return say('common.span.justNow')
  if (ms < HOUR_MS) return say('common.span.minutes', { n: Math.floor(ms / MINUTE_MS) })
  if (ms < DAY_MS) return say('common.span.hours', { n: Math.floor(ms / HOUR_MS) })
  return say('common.span.days', { n: Math.floor(ms / DAY_MS) })
}

/** Since when, as it stands beside a case: `已 27 分`, and `刚刚` in the first minute. */
export function since(ms: number, say: Say): string {
  return ms < MINUTE_MS ? say('common.span.sinceNow') : say('common.span.since', { span: lasted(ms, say) })
}

/** Hours and minutes as a countdown shows them, `9:27`; days from two days on. Never negative. */
export function countdown(ms: number, say: Say): string {
  if (ms >= 2 * DAY_MS) return say('common.span.days', { n: Math.floor(ms / DAY_MS) })
  const minutes = Math.floor(ms / MINUTE_MS)
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}`
}

/** What is counted in minutes, to the second under an hour (`3:26`); coarse words from there on (`5 时`). Never negative. */
export function fineSpan(ms: number, say: Say): string {
  if (ms >= HOUR_MS) return lasted(ms, say)
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

/** Seconds exactly, for the age of data: `8 秒`, `2 分 28 秒`. */
export function ageSpan(ms: number, say: Say): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  if (seconds < 60) return say('common.span.seconds', { n: seconds })
  return say('common.span.minutesSeconds', { m: Math.floor(seconds / 60), s: seconds % 60 })
}
