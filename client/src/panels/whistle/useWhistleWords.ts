import type { SeenWhistle } from '../../board/things.ts'
import { fineSpan, hourMinuteOrDay } from '../../words/street-time.ts'
import { useWords } from '../../words/useWords.ts'
import { answerStanding, arrivalStanding } from './whistle-times.ts'
import type { TimeStanding } from './whistle-times.ts'

/** The two times of a whistle in words, never one without its name: `答复 15:52`, `到场 超 3:26`. */
export function useWhistleWords() {
  const { t } = useWords()

  const say = (what: 'answer' | 'arrive', standing: TimeStanding, now: number) =>
    standing.is === 'none'
      ? t(`whistle.${what}.none`)
      : t(`whistle.${what}.is`, {
          time:
            standing.is === 'at'
              ? hourMinuteOrDay(standing.at, now)
              : t(`common.span.${standing.is}`, { span: fineSpan(standing.ms, t) }),
        })

  return {
    answer: (whistle: SeenWhistle, now: number) => say('answer', answerStanding(whistle, now), now),
    arrival: (whistle: SeenWhistle, now: number) => say('arrive', arrivalStanding(whistle, now), now),
    /** `15:45 吹哨，已催 1 次`, `15:45 吹哨，15:47 撤回`. */
    blown({ sentAt, reminders, state, withdrawnAt }: SeenWhistle, now: number): string {
      return [
        t('whistle.sentAt', { time: hourMinuteOrDay(Date.parse(sentAt), now) }),
        ...(reminders > 0 ? [t('whistle.reminded', { n: reminders })] : []),
        ...(state === 'no-show' ? [t('whistle.noShow')] : []),
        ...(withdrawnAt ? [t('whistle.withdrawnAt', { time: hourMinuteOrDay(Date.parse(withdrawnAt), now) })] : []),
      ].join(t('whistle.comma'))
    },
  }
}
