import type { Instant } from '#shared/time'

/** Something of the story that is due: when it happens on the street, and how. Happening twice is happening once. */
export interface Due {
  at: Instant
  happen(): Promise<void>
}

/** In the order of time; what falls together keeps its order. */
export function inOrderOfTime(lists: readonly (readonly Due[])[]): Due[] {
  return lists.flat().sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}
