import type { WhistleVerdict } from '#shared/whistle'

/** What the desk writes down about a whistle. */
export type WhistleRecord =
  | { does: 'answered' | 'arrived' | 'reminded' | 'no-show' }
  | { does: 'evaluated'; verdict: WhistleVerdict; mark: number; note: string | null }
  /** Never without a word why. */
  | { does: 'withdrawn'; note: string }
