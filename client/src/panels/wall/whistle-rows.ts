import { isMeant } from '#shared/whistle'
import type { SeenWhistle } from '../../board/things.ts'

export interface WhistleRows {
  /** Those who have not come, whose time runs out first before the others. */
  waiting: readonly SeenWhistle[]
  /** Those who stand there, together: who came has nothing to be watched for. */
  arrived: readonly SeenWhistle[]
}

/** What was sent by mistake is the desk's to know: the wall waits for nobody who is not expected. */
export function whistleRows(whistles: readonly SeenWhistle[]): WhistleRows {
  const meant = whistles.filter(isMeant)
  return {
    waiting: meant
      .filter(({ arrivedAt }) => arrivedAt === null)
      .sort((a, b) => text(a.arriveDueAt, b.arriveDueAt) || text(a.sentAt, b.sentAt) || text(a.label, b.label)),
    arrived: meant
      .filter(({ arrivedAt }) => arrivedAt !== null)
      .sort((a, b) => text(a.arrivedAt ?? '', b.arrivedAt ?? '')),
  }
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
