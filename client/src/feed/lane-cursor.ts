/** Where a client stands in the lane of changes. Numbers are dense, so anything but the next one is a gap. */
export interface LaneCursor {
  readonly epoch: string | null
  readonly seq: number | null
}

export const nowhere: LaneCursor = { epoch: null, seq: null }

/** What a numbered message means to someone who stands at `cursor`. */
export type Step = 'next' | 'repeat' | 'gap'

/** A change must be exactly the next one. */
export function stepOfChange({ seq }: LaneCursor, change: { seq: number }): Step {
  if (seq === null) return 'gap'
  if (change.seq <= seq) return 'repeat'
  return change.seq === seq + 1 ? 'next' : 'gap'
}

/**
 * A skip says: up to `through` the rest was not for you. It is sent in the place of the changes it
 * passes over, so it always continues where we stand; one that ends before us is a repeat.
 */
export function stepOfSkip({ seq }: LaneCursor, skip: { through: number }): Step {
  if (seq === null) return 'gap'
  return skip.through <= seq ? 'repeat' : 'next'
}

/** A tick is sent after all it counts: if it is ahead of us, something was lost on the way. */
export function stepOfTick({ seq }: LaneCursor, tick: { through: number }): Step {
  if (seq === null) return 'gap'
  return tick.through > seq ? 'gap' : 'repeat'
}
