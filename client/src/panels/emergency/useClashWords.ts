import { Outcome } from '#shared/emergency'
import { hourMinute } from '../../words/street-time.ts'
import { useWords } from '../../words/useWords.ts'

/** What somebody else made of a thing, in words: an outcome, a visit, a contact, a count; nothing where it cannot be said. */
export function useClashWords() {
  const { t } = useWords()

  return (current: Readonly<Record<string, unknown>>): string | null => {
    const outcome = Outcome.safeParse(current['outcome'])
    if (outcome.success) return t(`emergency.outcome.${outcome.data}`)
    for (const happened of ['visited', 'contacted'] as const) {
      const at = current[`${happened}At`]
      if (typeof at === 'string') return t(`emergency.happened.${happened}`, { time: hourMinute(Date.parse(at)) })
    }
    const { told, stock, given, setAside } = current
    if (typeof told === 'number') return `${t('emergency.sweepView.told')} ${told}`
    if (typeof stock !== 'number') return null
    return (['stock', 'given', 'setAside'] as const)
      .map(
        (field) =>
          `${t(`emergency.goods.${field === 'setAside' ? 'aside' : field}`)} ${String({ stock, given, setAside }[field])}`,
      )
      .join(' · ')
  }
}
