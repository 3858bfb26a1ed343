import { computed } from 'vue'
import type { LedgerRow } from '#shared/emergency'
import { hourMinute, lasted } from '../../words/street-time.ts'
import { useWords } from '../../words/useWords.ts'
import { lastStepOf, nextActionOf, shortPlace } from './ledger.ts'

/** What stands in place of a name or a door on a desk that nobody sits at. */
export const COVERED = '••'

/** How one household of the ledger is said. `now`: the server's time in ms. */
export function useLineWords(row: () => LedgerRow, isBlank: () => boolean, now: () => number) {
  const { t } = useWords()
  const at = (iso: string) => hourMinute(Date.parse(iso))

  const names = computed(() =>
    isBlank()
      ? COVERED
      : row()
          .residents.map(({ name }) => name ?? COVERED)
          .join(t('emergency.listComma')),
  )
  /** `80+ · 独居`. */
  const who = computed(() => {
    const { residents } = row()
    const needs = new Set(residents.flatMap((resident) => resident.needs ?? []))
    const said = (['living-alone', 'old-couple'] as const).filter((need) => needs.has(need))
    const band = residents[0]?.ageBand
    return [...(band ? [t(`emergency.age.${band}`)] : []), ...said.map((need) => t(`emergency.need.${need}`))].join(
      ' · ',
    )
  })
  const door = computed(() => {
    const { door } = row()
    if (!door) return null
    const unit = door.unit > 0 ? ` ${t('emergency.unit', { n: door.unit })}` : ''
    return { place: `${shortPlace(door.place)}${unit}`, room: isBlank() ? COVERED : t('emergency.room', door) }
  })
  const last = computed(() => {
    const { outcome, supplied } = row()
    const step = lastStepOf(row())
    if (!step) return t('emergency.happened.none')
    if ('means' in step) {
      return t(`emergency.${step.what}`, { time: at(step.at), means: t(`emergency.means.${step.means}`) })
    }
    if (step.what !== 'outcome') return t(`emergency.happened.${step.what}`, { time: at(step.at) })
    const items = supplied.join(t('emergency.listComma'))
    const what = t(`emergency.outcome.${outcome ?? 'supplied'}`)
    return t('emergency.happened.outcome', { time: at(step.at), what: items ? `${what} ${items}` : what })
  })
  const next = computed(() => {
    const action = nextActionOf(row(), now())
    if (!action) return null
    const { what, at: due, tone } = action
    if (what === 'move' || due === null) return { text: t('emergency.due.move'), tone }
    // In the last minutes it is a countdown: whoever looks up sees whether there is time to call first.
    const left = tone === 'near' ? secondsLeft(Date.parse(due) - now()) : null
    const span = lasted(Math.max(0, now() - Date.parse(due)), t)
    if (what === 'contact-due' || what === 'visit-due') {
      const key = what === 'contact-due' ? 'contact' : 'visit'
      const isLate = tone === 'over'
      if (left) return { text: t(`emergency.due.${key}In`, { left }), tone }
      return { text: isLate ? t(`emergency.due.${key}Late`, { span }) : t(`emergency.due.${key}`, { time: at(due) }), tone } // prettier-ignore
    }
    const words = t(`emergency.next.${what}`)
    const key = tone === 'over' ? 'nextLate' : left ? 'nextIn' : 'nextAt'
    return { text: t(`emergency.${key}`, { span, left, time: at(due), what: words }), tone }
  })

  return { names, who, door, last, next }
}

/** `03:34`. */
function secondsLeft(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
