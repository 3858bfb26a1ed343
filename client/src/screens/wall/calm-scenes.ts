import { MINUTE_MS, SECOND_MS } from '#shared/time'

/**
 * What a calm wall shows in turn, and for how long. The street comes first and stays longest: a fire is seen there.
 * All times here are real time, like everything one watches.
 */
export const calmScenes = [
  { id: 'street', dwellMs: 90 * SECOND_MS },
  { id: 'promises', dwellMs: 20 * SECOND_MS },
  { id: 'duty', dwellMs: 20 * SECOND_MS },
  { id: 'recurrence', dwellMs: 20 * SECOND_MS },
] as const
export type CalmSceneId = (typeof calmScenes)[number]['id']

/** After something happened the street stays so long. */
export const NEWS_HOLD_MS = 2 * MINUTE_MS
/** After a hand on ← or → what it chose stays so long; after the space bar longer. */
export const TURN_HOLD_MS = 2 * MINUTE_MS
export const LOCK_HOLD_MS = 30 * MINUTE_MS

export interface SceneEvents {
  /** This wall changes its scenes by itself. */
  rotates: boolean
  startedMs: number
  /** The newest report or alarm; null while there was none. */
  newsMs: number | null
  /** What a hand chose last, and for how long. */
  hand: { index: number; atMs: number; holdMs: number } | null
  /** The picture is late or dead: nobody is led away from the sign that says so. */
  isStale: boolean
}

export interface SceneNow {
  scene: CalmSceneId
  index: number
  /** Why it stands: it turns by itself, something happened, a hand chose it, or this wall does not turn. */
  why: 'turning' | 'news' | 'hand' | 'stale' | 'fixed'
}

/** The scene of a calm wall at a moment. Only the newest of news and hand counts; without either it goes round. */
export function sceneAt(nowMs: number, { rotates, startedMs, newsMs, hand, isStale }: SceneEvents): SceneNow {
  if (isStale) return scene(0, 'stale')
  const isHandNewer = hand !== null && hand.atMs >= (newsMs ?? -Infinity)
  if (isHandNewer && nowMs < hand.atMs + hand.holdMs) return scene(hand.index, 'hand')
  if (!isHandNewer && newsMs !== null && nowMs < newsMs + NEWS_HOLD_MS) return scene(0, 'news')
  if (!rotates) return scene(0, 'fixed')
  if (isHandNewer) return turned(nowMs - hand.atMs - hand.holdMs, hand.index)
  return turned(nowMs - (newsMs === null ? startedMs : newsMs + NEWS_HOLD_MS), 0)
}

const wholeTurnMs = calmScenes.reduce((sum, { dwellMs }) => sum + dwellMs, 0)

/** Where the turn has come to so long after it began with that scene. */
function turned(elapsedMs: number, first: number): SceneNow {
  let leftMs = Math.max(0, elapsedMs) % wholeTurnMs
  for (let step = 0; step < calmScenes.length; step++) {
    const index = (first + step) % calmScenes.length
    const { dwellMs } = calmScenes[index] ?? calmScenes[0]
    if (leftMs < dwellMs) return scene(index, 'turning')
    leftMs -= dwellMs
  }
  return scene(0, 'turning')
}

function scene(index: number, why: SceneNow['why']): SceneNow {
  return { scene: (calmScenes[index] ?? calmScenes[0]).id, index, why }
}
