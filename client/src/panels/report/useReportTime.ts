import { STREET_OFFSET_MS } from '#shared/time'
import { hourMinute } from '../../words/street-time.ts'
import { useWords } from '../../words/useWords.ts'

/** Times as a document says them: with their day, because it is read long after. */
export function useReportTime() {
  const { t } = useWords()
  const day = (ms: number) => new Date(ms + STREET_OFFSET_MS).toISOString().slice(0, 10)

  return {
    /** `2026-11-18 15:02`. */
    full: (iso: string) => `${day(Date.parse(iso))} ${hourMinute(Date.parse(iso))}`,
    /** `15:02`; a dash where nothing happened yet. */
    time: (iso: string | null) => (iso ? hourMinute(Date.parse(iso)) : t('common.unknown')),
    /** `8 时 10 分`. */
    span(from: string, to: string) {
      const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000))
      return t('report.span', { h: Math.floor(minutes / 60), m: minutes % 60 })
    },
  }
}
