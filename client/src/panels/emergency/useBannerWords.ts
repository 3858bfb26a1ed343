import { computed } from 'vue'
import type { Utility } from '#shared/emergency'
import type { SeenEmergency } from '../../board/things.ts'
import { hourMinute, lasted } from '../../words/street-time.ts'
import { useWords } from '../../words/useWords.ts'

const order = ['water', 'power', 'gas', 'heating'] as const

/** What the red banner says of an emergency, on the wall and at the desk alike. `now`: the server's time in ms. */
export function useBannerWords(emergency: () => SeenEmergency, now: () => number) {
  const { t } = useWords()
  const at = (iso: string) => hourMinute(Date.parse(iso))
  const late = (iso: string) => now() - Date.parse(iso)

  return {
    affected: computed(() => {
      const { utilities, buildingIds, counters } = emergency()
      const isBack = (utility: Utility) =>
        counters.utilities.some((one) => one.utility === utility && one.cut + one.temporary === 0)
      const hit = order.filter((utility) => utilities.includes(utility))
      const isOver = hit.length > 0 && hit.every(isBack)
      const cuts = hit.filter((utility) => !isBack(utility)).map((utility) => t(`emergency.cutWord.${utility}`))
      return t('emergency.banner.affected', {
        buildings: buildingIds.length,
        households: counters.households,
        cuts: isOver ? t('emergency.banner.suppliesBack') : cuts.join(t('emergency.listComma')),
      })
    }),
    people: computed(() => [
      t('emergency.banner.casualties', { n: emergency().casualties }),
      t('emergency.banner.trapped', { n: emergency().trapped }),
    ]),
    /** 首报 and 续报: what was sent, and what is due. `isLate` when somebody waits for it. */
    reports: computed(() => {
      const { firstReportedAt, firstReportDueAt, followUpDueAt, finalReportedAt } = emergency()
      if (finalReportedAt)
        return [{ text: t('emergency.banner.finalDone', { time: at(finalReportedAt) }), isDue: false }]
      const say = (due: string, key: 'first' | 'follow') =>
        late(due) > 0
          ? t(`emergency.banner.${key}Late`, { span: lasted(late(due), t) })
          : t(`emergency.banner.${key}Due`, { time: at(due) })
      if (!firstReportedAt) return [{ text: say(firstReportDueAt, 'first'), isDue: true }]
      return [
        { text: t('emergency.banner.firstDone', { time: at(firstReportedAt) }), isDue: false },
        ...(followUpDueAt ? [{ text: say(followUpDueAt, 'follow'), isDue: true }] : []),
      ]
    }),
    restore: computed(() => {
      const { expectedRestoreAt } = emergency()
      return expectedRestoreAt ? at(expectedRestoreAt) : t('emergency.banner.restoreUnknown')
    }),
  }
}
