import { useWords } from '../../words/useWords.ts'
import { ageSpan, countdown, hourMinuteOrDay, lasted } from '../../words/street-time.ts'
import type { Say } from '../../words/street-time.ts'

/** Times, spans and distances as the desk says them. All times in ms since 1970. */
export function useSay() {
  const { t } = useWords()
  const say: Say = (key, values) => t(key, values ?? {})

  return {
    say,
    /** `27 分`. */
    span: (ms: number) => lasted(ms, say),
    /** `2:10`, from two days on `6 天`. */
    left: (ms: number) => countdown(Math.max(0, ms), say),
    /** `45 秒`. */
    age: (ms: number) => (ms < 60_000 ? ageSpan(ms, say) : lasted(ms, say)),
    /** `05:07`, or with the day in front. */
    clock: (iso: string, now: number) => hourMinuteOrDay(Date.parse(iso), now),
    /** `280 米`, `1.2 公里`. */
    distance: (meters: number) =>
      meters < 1_000
        ? t('common.view.metres', { n: Math.round(meters) })
        : t('common.view.kilometres', { n: (meters / 1_000).toFixed(1) }),
  }
}
