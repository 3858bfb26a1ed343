import { PlanTemplate } from '#shared/emergency-api'

/** A template under the hand: minutes are what was typed, empty where a step has no clock. */
export interface PlanDraft {
  kind: PlanTemplate['kind']
  steps: { text: string; minutes: string | number }[]
  supplies: string[]
}

export type PlanFault = 'steps' | 'text' | 'minutes' | 'supplies'

export const draftOf = ({ kind, steps, supplies }: PlanTemplate): PlanDraft => ({
  kind,
  steps: steps.map(({ text, minutes }) => ({ text, minutes: minutes ?? '' })),
  supplies: [...supplies],
})

/** The template that was written, or what is wrong with it; the limits are those of the schema. */
export function readDraft({ kind, steps, supplies }: PlanDraft): PlanTemplate | PlanFault {
  const read = PlanTemplate.safeParse({
    kind,
    // A number field gives '' where nothing is typed, and a number otherwise.
    steps: steps.map(({ text, minutes }) => ({ text, minutes: minutes === '' ? null : Number(minutes) })),
    supplies,
  })
  if (read.success) return read.data
  const [part, , field] = read.error.issues[0]?.path ?? []
  if (part === 'supplies') return 'supplies'
  return field === 'text' || field === 'minutes' ? field : 'steps'
}

/** The same list with one thing a place further up or down. */
export function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const next = [...list]
  const [thing] = next.splice(from, 1)
  if (thing !== undefined) next.splice(Math.max(0, from + by), 0, thing)
  return next
}
