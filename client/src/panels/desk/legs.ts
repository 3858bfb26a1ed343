import { legMoves } from '#shared/leg'
import type { LegParty, LegState } from '#shared/leg'
import type { SeenLeg } from '../../board/things.ts'

/** What may come next of a leg, the likeliest first. Declining is for those who can decline: 119 never does. */
export function nextOf({ state, party }: Pick<SeenLeg, 'state' | 'party'>): Exclude<LegState, 'to-send'>[] {
  return legMoves[state].filter((next) => {
    if (next === 'declined') return !neverDeclines.has(party)
    // Done before being there, or sent once more, is for the drawer of nobody: the steps between are there.
    if (next === 'done') return state === 'arrived' || state === 'accepted'
    return true
  })
}

const neverDeclines: ReadonlySet<LegParty> = new Set<LegParty>(['119', '120', '110', 'police'])

/** Nobody goes on this leg as it stands: nobody was found, somebody declined, or could not be reached. */
export function isMissing({ state }: Pick<SeenLeg, 'state'>): boolean {
  return state === 'to-send' || state === 'declined' || state === 'not-reached'
}

/** The newest time of a leg: since when its state is as it is. */
export function sinceOf({ endedAt, arrivedAt, acceptedAt, sentAt }: SeenLeg): string | null {
  return endedAt ?? arrivedAt ?? acceptedAt ?? sentAt
}
