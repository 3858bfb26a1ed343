import type { StorytellerParts } from './storyteller.ts'
import type { Clock } from '#shared/time'

export function createStreetDay(_parts: Pick<StorytellerParts, 'street' | 'hands' | 'pool'> & { now: Clock }) {
  return { async goOn(): Promise<void> {} }
}
