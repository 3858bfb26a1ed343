import { useWords } from '../../words/useWords.ts'
import { isTrusted, minutesOnFoot } from './units.ts'
import type { Unit, WhyNot } from './units.ts'
import { useSay } from './useSay.ts'

/** Positions younger than this are simply fresh; a number would only flicker. */
const JUST_NOW_MS = 15_000

/** Why a unit is proposed, or why it is not, in one line. */
export function useUnitWords() {
  const { t } = useWords()
  const { age, distance } = useSay()

  const away = (unit: Unit) =>
    unit.distanceMeters === null
      ? []
      : [
          t('desk.dock.meters', { distance: distance(unit.distanceMeters) }),
          t('desk.dock.onFoot', { n: minutesOnFoot(unit.distanceMeters) }),
        ]
  const seen = ({ fix }: Unit) => {
    if (!fix) return []
    return [fix.ageMs < JUST_NOW_MS ? t('desk.dock.positionNow') : t('desk.dock.position', { span: age(fix.ageMs) })]
  }
  const errand = ({ errand: doing }: Unit) =>
    doing
      ? t('desk.dock.busyWith', {
          place: doing.place,
          what: doing.summary,
          state: t(`common.assignment.${doing.state}`),
        })
      : ''
  const distanceOnly = (unit: Unit) => away(unit).slice(0, 1)

  const kit = ({ people, equipment }: Unit) => [...(people ? [t('desk.dock.people', { n: people })] : []), ...equipment]

  return {
    /** Why this one, and how long it takes. */
    reason(unit: Unit, ownGridId: string | null): string {
      const what = t(unit.teamKind ? `desk.dock.teamKind.${unit.teamKind}` : 'desk.dock.worker')
      const own = unit.gridId !== null && unit.gridId === ownGridId
      const lead = own ? t('desk.dock.ownGrid') : t('desk.dock.closest', { what })
      return [lead, ...away(unit).slice(1)].join(' · ')
    },

    /** How far, how old the position is, and what comes along. */
    detail(unit: Unit): string {
      return [...distanceOnly(unit), ...seen(unit), ...kit(unit)].join(' · ')
    },

    whyNot(unit: Unit, why: WhyNot): string {
      if (unit.type === 'department') return t('desk.dock.office')
      if (why === 'no-position') {
        return unit.fix ? t('desk.dock.lastSeen', { span: age(unit.fix.ageMs) }) : t('desk.dock.neverSeen')
      }
      const said = why === 'busy' ? errand(unit) : t(`desk.dock.why.${why}`)
      return [said, ...distanceOnly(unit), ...(isTrusted(unit.fix) ? seen(unit) : [])].join(' · ')
    },

    kit: (unit: Unit) => kit(unit).join(' · '),
  }
}
