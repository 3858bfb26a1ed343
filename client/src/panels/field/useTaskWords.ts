import { utilityWords } from '#shared/emergency'
import { incidentTitle } from '../../words/incident-words.ts'
import { countdown, hourMinute } from '../../words/street-time.ts'
import { useWords } from '../../words/useWords.ts'
import type { Task } from './tasks.ts'

/** As the columns run everywhere: 水 电 气 热. */
const inOrder = ['water', 'power', 'gas', 'heating'] as const
const NEAR_MS = 10 * 60_000

/** How a task is called, what it is about, and by when. */
export function useTaskWords() {
  const { t, locale } = useWords()

  function titleOf(task: Task): string {
    if (task.kind === 'recheck') return t('field.recheck.title', { place: task.recheck.place })
    if (task.kind === 'errand') {
      return task.incident ? incidentTitle(task.incident, locale.value, t) : t('field.errand.unknown')
    }
    const where = task.unit ? t('field.staircase', { place: task.place, n: task.unit }) : task.place
    const isTold = task.doors.some(({ unitId, row }) => unitId !== null && row === null)
    return t(isTold ? 'field.tell' : 'field.visit', { where })
  }

  function aboutOf(task: Task): string {
    if (task.kind === 'recheck') return task.recheck.what
    if (task.kind === 'errand')
      return [task.incident?.address ?? task.incident?.place, t(`common.assignment.${task.assignment.state}`)]
        .filter(Boolean)
        .join(' · ')
    const { emergency } = task
    if (!emergency) return ''
    const cut =
      locale.value === 'zh-CN'
        ? inOrder
            .filter((utility) => emergency.utilities.includes(utility))
            .map((utility) => `停${utilityWords[utility]}`)
            .join('')
        : ''
    const restore = emergency.expectedRestoreAt
      ? t('field.restoreAt', { time: hourMinute(Date.parse(emergency.expectedRestoreAt)) })
      : t('field.restoreUnknown')
    const drill = emergency.drill ? t('field.drill') : ''
    return [drill, cut || t(`common.kind.${emergency.kind}`), restore].filter(Boolean).join(' · ')
  }

  function dueOf(task: Task, now: number | null): { words: string; tone: 'near' | 'over' | '' } | null {
    if (task.dueAt === null) return null
    const due = Date.parse(task.dueAt)
    if (now !== null && due < now)
      return { words: t('common.span.over', { span: countdown(now - due, t) }), tone: 'over' }
    const tone = now !== null && due - now < NEAR_MS ? 'near' : ''
    return { words: t('common.span.before', { time: hourMinute(due) }), tone }
  }

  return { titleOf, aboutOf, dueOf }
}
