import type { Pool } from 'pg'
import type { AssignmentState } from '#shared/assignment'
import type { Position } from '#shared/geo'
import type { PromiseTier } from '#shared/promise'
import { between, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time'
import type { Clock, Instant } from '#shared/time'
import type { RosterStore } from '../roster/roster.ts'
import type { Hands } from './hands.ts'
import { createRandom, uuidFrom } from './street/random.ts'
import type { Walkers } from './walkers.ts'

export interface ErrandsParts {
  pool: Pool
  clock: Clock
  hands: Hands
  walkers: Walkers
  roster: Pick<RosterStore, 'workers'>
}

/** So that about a dozen are open at a time on a day with three new ones an hour. */
const workMs: Record<PromiseTier, number> = {
  'before-noon': 1.5 * HOUR_MS,
  'before-night': 3.5 * HOUR_MS,
  'before-week': 20 * HOUR_MS,
}

interface OpenErrand {
  id: string
  incidentId: string
  assignee: 'worker' | 'team' | 'department'
  assigneeId: string
  state: AssignmentState
  sentAt: Instant
  position: Position
  status: string
}

interface OpenCase {
  id: string
  severity: number
  status: string
  tier: PromiseTier | null
  gridId: string | null
  position: Position
  receivedAt: Instant
  arrivedAt: Instant | null
  doneAt: Instant | null
  hasErrand: boolean
}

/**
 * The made-up street's people do what they are told: accept, go, arrive, finish, and somebody asks afterwards.
 * What nobody at the desk has touched for a while is given to the grid's own worker, so the street stays alive
 * by itself; whoever plays at the desk is faster.
 */
export function createErrands({ pool, clock, hands, walkers, roster }: ErrandsParts) {
  const paces = { acceptMs: 20 * SECOND_MS, untouchedMs: 8 * MINUTE_MS, askMs: 2 * HOUR_MS }
  const onTheWay = new Set<string>()
  let lookedAt: Instant | null = null

  return {
    async goOn(): Promise<void> {
      const now = clock.now()
      if (lookedAt && between(lookedAt, now) < 3 * SECOND_MS) return
      lookedAt = now
      for (const errand of await openErrands(pool)) await further(errand, now)
      for (const one of await openCases(pool)) await lookAfter(one, now)
    },
  }

  async function further(errand: OpenErrand, now: Instant): Promise<void> {
    const waited = between(errand.sentAt, now)
    if (errand.assignee === 'department') {
      if (errand.state === 'offered' && waited > 10 * paces.acceptMs) await step(errand, 'accepted')
      return
    }
    if (errand.state === 'offered' && waited > spread(errand.id, paces.acceptMs)) {
      await step(errand, 'on-the-way')
    } else if (errand.state === 'on-the-way' || errand.state === 'accepted') {
      if (!onTheWay.has(errand.id)) {
        onTheWay.add(errand.id)
        walkers.send(errand.assigneeId, errand.position)
      }
      if (walkers.hasArrived(errand.assigneeId) || waited > 40 * MINUTE_MS) await step(errand, 'arrived')
    } else if (errand.state === 'arrived' && errand.status === 'done') {
      await step(errand, 'done')
      onTheWay.delete(errand.id)
      walkers.release(errand.assigneeId)
    }
  }

  const step = (errand: OpenErrand, state: AssignmentState) =>
    hands.errand({ id: uuidFrom(`errand ${errand.id} ${state}`), assignmentId: errand.id, state })

  async function lookAfter(one: OpenCase, now: Instant): Promise<void> {
    const age = between(one.receivedAt, now)
    const id = (what: string) => uuidFrom(`case ${one.id} ${what}`)
    if (one.doneAt) {
      const isAsked = between(one.doneAt, now) > spread(one.id, paces.askMs)
      if (isAsked)
        await hands.fact({ id: id('revisited'), incidentId: one.id, kind: 'revisited', satisfied: mood(one.id) })
    } else if (!one.hasErrand && age > spread(one.id, paces.untouchedMs)) {
      const workerId = await nearestFree(one)
      if (workerId)
        await hands.assign({ id: id(`assign ${now}`), incidentId: one.id, assignee: 'worker', assigneeId: workerId })
    } else if (
      one.arrivedAt &&
      between(one.arrivedAt, now) > spread(one.id, workMs[one.tier ?? 'before-night']) &&
      one.severity !== 1
    ) {
      await hands.fact({ id: id('done'), incidentId: one.id, kind: 'done' })
    }
  }

  /** The grid's own worker when on duty, else anybody on duty. */
  async function nearestFree({ gridId }: OpenCase): Promise<string | null> {
    const onDuty = (await roster.workers()).filter(({ duty, teamId }) => duty === 'on' && teamId === null)
    return (onDuty.find((worker) => worker.gridId === gridId) ?? onDuty[0])?.id ?? null
  }
}

/** Half to one and a half times the pace, the same for the same thing. */
function spread(id: string, ms: number): number {
  return ms * createRandom(`pace ${id}`).between(0.5, 1.5)
}

/** Eleven in twelve are satisfied; one in six is not reached. */
function mood(id: string): boolean | null {
  const random = createRandom(`mood ${id}`)
  if (random.between(0, 6) < 1) return null
  return random.between(0, 12) >= 1
}

async function openErrands(pool: Pool): Promise<OpenErrand[]> {
  const { rows } = await pool.query<OpenErrand>(
    `select a.id, a.incident_id as "incidentId", a.assignee, a.assignee_id as "assigneeId", a.state,
            a.sent_at as "sentAt", i.position, i.status
     from assignment a join incident i on i.id = a.incident_id
     where a.state in ('offered', 'accepted', 'on-the-way', 'arrived') order by a.sent_at limit 300`,
  )
  return rows
}

async function openCases(pool: Pool): Promise<OpenCase[]> {
  const { rows } = await pool.query<OpenCase>(
    `select i.id, i.severity, i.status, i.tier, i.grid_id as "gridId", i.position, i.received_at as "receivedAt",
            i.arrived_at as "arrivedAt", i.done_at as "doneAt",
            exists (select 1 from assignment a where a.incident_id = i.id and a.state <> 'declined') as "hasErrand"
     from incident i
     where i.status in ('received', 'assigned', 'on-scene', 'controlled', 'restored', 'done') and not i.drill
     order by i.received_at limit 300`,
  )
  return rows
}
