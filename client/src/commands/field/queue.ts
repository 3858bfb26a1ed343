import { z } from 'zod'
import { ProblemCode } from '#shared/problem'
import { aboutOf, FieldCommand } from './field-command.ts'

/** One tap that was acknowledged and is not delivered yet. */
export const Queued = z.object({
  /** Of the command: the same at every attempt, so that it is done once however often it is sent. */
  id: z.uuid(),
  /** Whose it is: what one person recorded is never sent in the name of another. */
  owner: z.string(),
  /** The later one is larger; sent in this order. */
  order: z.number(),
  claimedAt: z.string(),
  command: FieldCommand,
  state: z.enum(['waiting', 'sending', 'refused']),
  /** Times it was sent without an answer: it may have arrived all the same. */
  attempts: z.int().nonnegative(),
  /** Why the server said no, and would say it again. */
  refusal: z.object({ code: ProblemCode, outcome: z.string().nullable() }).nullable(),
})
export type Queued = z.infer<typeof Queued>

/** In the order in which they were put. */
export type Queue = readonly Queued[]

const change = (queue: Queue, id: string, next: (item: Queued) => Queued): Queue =>
  queue.map((item) => (item.id === id ? next(item) : item))

export function put(queue: Queue, item: Pick<Queued, 'id' | 'owner' | 'claimedAt' | 'command'>): Queue {
  if (queue.some(({ id }) => id === item.id)) return queue
  const order = Math.max(0, ...queue.map((one) => one.order)) + 1
  return [...queue, { ...item, order, state: 'waiting', attempts: 0, refusal: null }]
}

/** The oldest that waits, while nothing is on its way: one at a time keeps the order. What was refused holds up nobody. */
export function nextToSend(queue: Queue): Queued | null {
  if (queue.some(({ state }) => state === 'sending')) return null
  return queue.find(({ state }) => state === 'waiting') ?? null
}

/** Counted before it is sent: whoever is cut off in the middle knows that it may have arrived. */
export const sending = (queue: Queue, id: string): Queue =>
  change(queue, id, (item) => ({ ...item, state: 'sending', attempts: item.attempts + 1 }))

export const delivered = (queue: Queue, id: string): Queue => queue.filter((item) => item.id !== id)

/** No answer, or one that passes: it waits at its own place and goes again, with the same id. */
export const unanswered = (queue: Queue, id: string): Queue =>
  change(queue, id, (item) => ({ ...item, state: 'waiting' }))

export const refused = (queue: Queue, id: string, refusal: NonNullable<Queued['refusal']>): Queue =>
  change(queue, id, (item) => ({ ...item, state: 'refused', refusal }))

/** Taken back by a person. Not while it is on its way: then nobody knows yet what to take back. */
export const withdrawn = (queue: Queue, id: string): Queue =>
  queue.filter((item) => item.id !== id || item.state === 'sending')

/** What was refused is sent all the same, perhaps said anew; at the end, because things have moved on. */
export function again(queue: Queue, id: string, command?: FieldCommand): Queue {
  const item = queue.find((one) => one.id === id && one.state === 'refused')
  if (!item) return queue
  const order = Math.max(0, ...queue.map((one) => one.order)) + 1
  const next: Queued = { ...item, command: command ?? item.command, order, state: 'waiting', refusal: null }
  return [...queue.filter((one) => one.id !== id), next]
}

/** As it lies in storage after the page or the phone was started anew: what was on its way waits again. */
export const revived = (stored: Queue): Queue =>
  [...stored]
    .sort((one, other) => one.order - other.order)
    .map((item) => (item.state === 'sending' ? { ...item, state: 'waiting' } : item))

/** The newest that is not refused, of everything about one thing: how it stands on this phone. */
export function newestAbout(queue: Queue): ReadonlyMap<string, Queued> {
  const newest = new Map<string, Queued>()
  for (const item of queue) {
    const about = aboutOf(item.command)
    if (about !== null && item.state !== 'refused') newest.set(about, item)
  }
  return newest
}
