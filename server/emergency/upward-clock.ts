import type { Emergency, UpwardReport } from '#shared/emergency'
import { MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'

/** 首报 and 续报: minutes from the declaration, and from one report to the next. A district may set others. */
const defaults = { firstMinutes: 30, followUpMinutes: 60 }

export type UpwardClock = Pick<
  Emergency,
  'firstReportDueAt' | 'firstReportedAt' | 'followUpDueAt' | 'lastReportedAt' | 'finalReportedAt'
>

export function startUpwardClock(declaredAt: Instant): UpwardClock {
  return {
    firstReportDueAt: plus(declaredAt, defaults.firstMinutes * MINUTE_MS),
    firstReportedAt: null,
    followUpDueAt: null,
    lastReportedAt: null,
    finalReportedAt: null,
  }
}

/** Whatever goes up counts as the first report if there was none. After the final one nothing more falls due. */
export function afterReport(clock: UpwardClock, kind: UpwardReport['kind'], at: Instant): UpwardClock {
  const isFinal = kind === 'final' || clock.finalReportedAt !== null
  return {
    ...clock,
    firstReportedAt: clock.firstReportedAt ?? at,
    lastReportedAt: at,
    followUpDueAt: isFinal ? null : plus(at, defaults.followUpMinutes * MINUTE_MS),
    finalReportedAt: kind === 'final' ? at : clock.finalReportedAt,
  }
}
