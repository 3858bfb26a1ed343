import type { SeenWhistle } from '../../board/things.ts'

/** How one of the two times of a whistle stands. All times in ms since 1970. */
export type TimeStanding =
  | { is: 'at'; at: number; afterMs: number }
  | { is: 'left' | 'over'; ms: number }
  /** It will not come any more: nobody came, they came without answering first, or nobody is expected any longer. */
  | { is: 'none' }

type Times = Pick<SeenWhistle, 'state' | 'sentAt' | 'answerDueAt' | 'arriveDueAt' | 'answeredAt' | 'arrivedAt'>

/** 答复. */
export function answerStanding(
  { state, sentAt, answerDueAt, answeredAt, arrivedAt }: Times,
  now: number,
): TimeStanding {
  if (answeredAt) return reached(answeredAt, sentAt)
  return arrivedAt || isOver(state) ? { is: 'none' } : running(answerDueAt, now)
}

/** 到场. Whoever was written down as not come can still come, so that clock runs on until the street has judged. */
export function arrivalStanding({ state, sentAt, arriveDueAt, arrivedAt }: Times, now: number): TimeStanding {
  if (arrivedAt) return reached(arrivedAt, sentAt)
  return isOver(state) ? { is: 'none' } : running(arriveDueAt, now)
}

/** Judged or taken back. */
const isOver = (state: Times['state']) => state === 'evaluated' || state === 'withdrawn'

function reached(at: string, sentAt: string): TimeStanding {
  return { is: 'at', at: Date.parse(at), afterMs: Math.max(0, Date.parse(at) - Date.parse(sentAt)) }
}

function running(dueAt: string, now: number): TimeStanding {
  const ms = Date.parse(dueAt) - now
  return ms >= 0 ? { is: 'left', ms } : { is: 'over', ms: -ms }
}

/** The clock that runs out next: the answer's until they have answered or its time is gone, then the arrival's. */
export function nextClock(whistle: Times, now: number): { what: 'answer' | 'arrive'; at: number } | null {
  if (whistle.state !== 'sent' && whistle.state !== 'answered') return null
  const [answerAt, arriveAt] = [Date.parse(whistle.answerDueAt), Date.parse(whistle.arriveDueAt)]
  if (whistle.answeredAt === null && answerAt >= now && answerAt < arriveAt) return { what: 'answer', at: answerAt }
  return arriveAt >= now ? { what: 'arrive', at: arriveAt } : null
}
