import type { Pool } from 'pg'
import { between, plus, SECOND_MS } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { Whistle } from '#shared/whistle'
import type { Hands } from './hands.ts'
import { createRandom, uuidFrom } from './street/random.ts'

export interface WhistleAnswersParts {
  pool: Pool
  clock: Clock
  /** Told by this clock: what was due during a jump happens at its own time. */
  hands: (clock: Clock) => Hands
}

type Waiting = Pick<Whistle, 'id' | 'state' | 'sentAt' | 'answerDueAt' | 'arriveDueAt'>

const LOOK_MS = 3 * SECOND_MS

/** The made-up departments follow whoever whistles from the desk. What came of the story's own whistles, the story tells. */
export function createWhistleAnswers({ pool, clock, hands }: WhistleAnswersParts) {
  let lookedAt: Instant | null = null

  return {
    async goOn(): Promise<void> {
      const now = clock.now()
      if (lookedAt && between(lookedAt, now) < LOOK_MS) return
      lookedAt = now
      for (const whistle of await waitingWhistles(pool)) await follow(whistle, now)
    },
  }

  async function follow(whistle: Waiting, now: Instant): Promise<void> {
    const { answersAt, arrivesAt } = courseOf(whistle)
    if (whistle.state === 'sent' && answersAt !== null && answersAt <= now)
      await record('answered', whistle.id, answersAt)
    if (arrivesAt !== null && arrivesAt <= now) await record('arrived', whistle.id, arrivesAt)
  }

  function record(does: 'answered' | 'arrived', whistleId: string, at: Instant): Promise<void> {
    return hands({ now: () => at }).whistleFact({ id: uuidFrom(`whistle ${whistleId} ${does}`), whistleId, does })
  }
}

/** When a department answers and comes, the same for the same whistle: most in time, some late, some not at all. */
export function courseOf({ id, sentAt, answerDueAt, arriveDueAt }: Omit<Waiting, 'state'>): {
  answersAt: Instant | null
  arrivesAt: Instant | null
} {
  const random = createRandom(`whistle ${id}`)
  const part = (dueAt: Instant, from: number, to: number) =>
    plus(sentAt, Math.round(between(sentAt, dueAt) * random.between(from, to)))
  const temper = random.between(0, 1)
  if (temper < 0.1) return { answersAt: null, arrivesAt: null }
  const answersAt = part(answerDueAt, 0.2, 0.7)
  return { answersAt, arrivesAt: temper < 0.25 ? part(arriveDueAt, 1.05, 1.4) : part(arriveDueAt, 0.7, 0.97) }
}

async function waitingWhistles(pool: Pool): Promise<Waiting[]> {
  const { rows } = await pool.query<Waiting>(
    `select w.id, w.state, w.sent_at as "sentAt", w.answer_due_at as "answerDueAt", w.arrive_due_at as "arriveDueAt"
       from whistle w join command c on c.id = w.id
      where w.state in ('sent', 'answered') and c.actor_id is not null order by w.sent_at limit 100`,
  )
  return rows
}
