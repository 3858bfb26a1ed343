import type { SeenAlarm } from '../../board/things.ts'
import { SECOND_MS } from '#shared/time'
import { useWords } from '../../words/useWords.ts'
import { hourMinuteSecond } from '../../words/street-time.ts'

/** To whom an alarm has been called, on whose screens it is, and when the next one is called. `now` in ms since 1970. */
export function useCallingWords() {
  const { t } = useWords()
  return ({ steps = [], deliveries = [], nextStepAt = null }: SeenAlarm, now: number): string => {
    const last = steps.at(-1)
    if (!last) return ''
    const called =
      last.step === 0
        ? t('response.alarm.calledDesk')
        : t(`response.alarm.called.${last.called}`, { post: last.post, time: hourMinuteSecond(Date.parse(last.at)) })
    const shown =
      deliveries.length > 0
        ? t('response.alarm.shownTo', { who: deliveries.map(({ label }) => label).join(t('response.comma')) })
        : t('response.alarm.shownToNobody')
    const seconds = nextStepAt === null ? 0 : Math.max(0, Math.ceil((Date.parse(nextStepAt) - now) / SECOND_MS))
    const next = nextStepAt === null ? [] : [t(last.step === 0 ? 'response.alarm.nextLeader' : 'response.alarm.nextAll', { s: seconds })] // prettier-ignore
    return [called, shown, ...next].join(' · ')
  }
}
