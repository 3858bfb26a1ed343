import type { Pool } from 'pg'
import type { AssignmentState } from '#shared/assignment'
import type { Position } from '#shared/geo'
import { between, MINUTE_MS, SECOND_MS } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { Hands } from './hands.ts'
import { createRandom, uuidFrom } from './street/random.ts'
import type { Walkers } from './walkers.ts'

export interface ErrandsParts {
  pool: Pool
  clock: Clock
  hands: Hands
  walkers: Pick<Walkers, 'send' | 'hasArrived' | 'release'>
}

interface OpenErrand {
  id: string
  assignee: 'worker' | 'team' | 'department'
  assigneeId: string
  state: AssignmentState
  sentAt: Instant
  position: Position
  status: string
  /** Sent by a person at the desk; the story looks after its own. */
  byPerson: boolean
}

const LOOK_MS = 3 * SECOND_MS
const ACCEPT_MS = 20 * SECOND_MS
/** Whoever has no device of their own, or no road to the place, is there after so long. */
const LONGEST_WAY_MS = 40 * MINUTE_MS

/** The made-up staff go where they are sent: they walk there, and answer whoever sent them from the desk. */
export function createErrands({ pool, clock, hands, walkers }: ErrandsParts) {
  const onTheWay = new Map<string, string>()
  let lookedAt: Instant | null = null

  return {
    async goOn(): Promise<void> {
      const now = clock.now()
      if (lookedAt && between(lookedAt, now) < LOOK_MS) return
      lookedAt = now
      const open = await openErrands(pool)
      comeHome(open)
      for (const errand of open) await further(errand, now)
    },
  }

  async function further(errand: OpenErrand, now: Instant): Promise<void> {
    if (errand.state !== 'offered' && errand.state !== 'arrived' && !onTheWay.has(errand.id)) {
      onTheWay.set(errand.id, errand.assigneeId)
      walkers.send(errand.assigneeId, errand.position)
    }
    if (!errand.byPerson) return
    const waited = between(errand.sentAt, now)
    if (errand.state === 'offered') {
      if (waited > patience(errand)) await step(errand, errand.assignee === 'department' ? 'accepted' : 'on-the-way')
    } else if (errand.state === 'arrived') {
      if (errand.status === 'done') await step(errand, 'done')
    } else if (errand.assignee !== 'department') {
      if (walkers.hasArrived(errand.assigneeId) || waited > LONGEST_WAY_MS) await step(errand, 'arrived')
    }
  }

  // Declared, not assigned: what stands below the return is never reached.
  function step(errand: OpenErrand, state: AssignmentState) {
    return hands.errand({ id: uuidFrom(`errand ${errand.id} ${state}`), assignmentId: errand.id, state })
  }

  function comeHome(open: readonly OpenErrand[]) {
    const still = new Set(open.map(({ id }) => id))
    for (const [id, assigneeId] of onTheWay) {
      if (still.has(id)) continue
      onTheWay.delete(id)
      walkers.release(assigneeId)
    }
  }
}

/** Ten to thirty seconds, the same for the same errand; a department takes ten times as long. */
function patience({ id, assignee }: OpenErrand): number {
  return ACCEPT_MS * createRandom(`pace ${id}`).between(0.5, 1.5) * (assignee === 'department' ? 10 : 1)
}

async function openErrands(pool: Pool): Promise<OpenErrand[]> {
  const { rows } = await pool.query<OpenErrand>(
    `select a.id, a.assignee, a.assignee_id as "assigneeId", a.state, a.sent_at as "sentAt", i.position, i.status,
            coalesce(c.actor_id is not null, false) as "byPerson"
     from assignment a join incident i on i.id = a.incident_id left join leg l on l.assignment_id = a.id
     left join command c on c.id = coalesce(l.command_id, a.id)
     where a.state in ('offered', 'accepted', 'on-the-way', 'arrived') order by a.sent_at limit 300`,
  )
  return rows
}
