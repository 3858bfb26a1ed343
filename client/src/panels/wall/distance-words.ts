import type { Say } from '../../words/street-time.ts'
import { roundMeters } from './nearest-units.ts'

/** `420 米`, `1.2 公里`. */
export function distanceWords(meters: number, say: Say): string {
  const rounded = roundMeters(meters)
  return rounded < 1_000
    ? say('common.view.metres', { n: rounded })
    : say('common.view.kilometres', { n: (rounded / 1_000).toFixed(1) })
}
