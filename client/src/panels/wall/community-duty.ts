import type { Community } from '#shared/street'
import type { SeenIncident, SeenLine, SeenWorker } from '../../board/things.ts'

export interface CommunityDuty {
  id: string
  name: string
  /** Null: no telephone is connected to us. */
  line: SeenLine['state'] | null
  /** Null: an online community has no streets to walk. */
  staff: number | null
  open: number
}

interface Known {
  communities: readonly Pick<Community, 'id' | 'name' | 'ordinal' | 'virtual'>[]
  lines: readonly SeenLine[]
  workers: readonly SeenWorker[]
  open: readonly SeenIncident[]
}

/** Every community with its line, its staff on duty and what is open there; always in the same order, never worst first. */
export function communityDuty({ communities, lines, workers, open }: Known): CommunityDuty[] {
  const lineOf = new Map(lines.map(({ communityId, state }) => [communityId, state]))
  const staff = countBy(workers.filter(({ duty }) => duty === 'on'))
  const cases = countBy(open.filter(({ drill }) => !drill))
  return [...communities]
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ id, name, virtual }) => ({
      id,
      name,
      line: lineOf.get(id) ?? null,
      staff: virtual ? null : (staff.get(id) ?? 0),
      open: cases.get(id) ?? 0,
    }))
}

function countBy(things: readonly { communityId?: string | null | undefined }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { communityId } of things) if (communityId) counts.set(communityId, (counts.get(communityId) ?? 0) + 1)
  return counts
}
