import type { LegParty } from '#shared/leg'
import type { SeenLeg } from '../../board/things.ts'
import { useWords } from '../../words/useWords.ts'

type Said = Pick<SeenLeg, 'party' | 'unit' | 'instead' | 'calledBy'>

/** How a leg is said: its party, who exactly goes, and who would have come first and is none. */
export function useLegWords() {
  const { t } = useWords()
  const party = (one: LegParty) => t(`response.leg.party.${one}`)

  return {
    party,
    /** `119 已接警`: at a fire brigade the call is taken, everywhere else somebody answers. */
    state: ({ party: who, state }: Pick<SeenLeg, 'party' | 'state'>) =>
      (who === '119' || who === '120' || who === '110') && state === 'accepted'
        ? t('response.leg.state.taken')
        : t(`response.leg.state.${state}`),
    /** `无 → 第三棉纺厂`, `微站 6`, or that nobody was found. */
    unit({ party: who, unit, instead = [] }: Omit<Said, 'calledBy'>): string {
      const named = unit ?? t('response.leg.nobody')
      // A post called as its leg is (社区民警) is said once.
      const shown = unit === who || unit === party(who) ? '' : named
      if (instead.length === 0) return shown
      return t('response.leg.instead', { none: instead.map(party).join(' → '), unit: named })
    },
    calledBy: ({ calledBy }: Pick<SeenLeg, 'calledBy'>) => (calledBy ? t(`response.leg.calledBy.${calledBy}`) : null),
  }
}
