import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '#shared/problem'
import { createMemoryStore, openQueueStore } from '../../../client/src/commands/field/queue-store.ts'
import type { QueueStore } from '../../../client/src/commands/field/queue-store.ts'
import type { Queued } from '../../../client/src/commands/field/queue.ts'
import { openSendQueue } from '../../../client/src/commands/field/send-queue.ts'
import { NoAnswer } from '../../../client/src/feed/ask.ts'
import { AT, idOf, missed } from './make.ts'

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

const stores: [string, () => Promise<QueueStore>][] = [
  ['the browser’s database', openQueueStore],
  ['the page', () => Promise.resolve(createMemoryStore())],
]

describe.each(stores)('a queue that lives in %s', (_where, openStore) => {
  it('keeps what was put, replaces by id, and forgets what was removed', async () => {
    const store = await openStore()
    const item: Queued = {
      id: idOf(1), owner: 'helper', order: 1, claimedAt: AT, command: missed(), state: 'waiting', attempts: 0, refusal: null,
    } // prettier-ignore
    await store.put(item)
    await store.put({ ...item, attempts: 1 })
    expect(await store.all()).toEqual([{ ...item, attempts: 1 }])
    await store.remove(item.id)
    expect(await store.all()).toEqual([])
  })
})

describe('the outbox of a phone', () => {
  /** A phone with a network that can be cut, and a server that keeps every id once. */
  async function openPhone({ store, owner = 'helper' }: { store: QueueStore; owner?: string | null }) {
    const server = { isThere: true, loses: false, refuses: null as Problem | null, kept: [] as string[] }
    let made = (await store.all()).length
    const later: (() => void)[] = []
    const queue = await openSendQueue({
      store,
      owner: () => owner,
      whose: () => owner,
      deliver({ id }) {
        if (!server.isThere) return Promise.reject(new NoAnswer('no network'))
        if (server.refuses) return Promise.reject(server.refuses)
        if (!server.kept.includes(id)) server.kept.push(id)
        return server.loses ? Promise.reject(new NoAnswer('the answer was lost')) : Promise.resolve()
      },
      newId: () => idOf(++made),
      now: () => AT,
      after(_ms, run) {
        later.push(run)
        return () => void later.splice(later.indexOf(run), 1)
      },
    })
    const isSettled = () => expect(queue.items.value.every(({ state }) => state !== 'sending')).toBe(true)
    return { queue, server, store, later, settle: () => vi.waitFor(isSettled) }
  }

  it('has stored a tap before it says that it was noted', async () => {
    const kept: string[] = []
    const memory = createMemoryStore()
    const store = { ...memory, put: async (item: Queued) => memory.put(item).then(() => void kept.push(item.state)) }
    const { queue, server } = await openPhone({ store })
    server.isThere = false
    await queue.record(missed())
    expect(kept[0]).toBe('waiting')
    expect(await store.all()).toHaveLength(1)
  })

  it('does not say so when it cannot store, and shows nothing that is not there', async () => {
    const full = { ...createMemoryStore(), put: () => Promise.reject(new Error('full')) }
    const { queue } = await openPhone({ store: full })
    await expect(queue.record(missed())).rejects.toThrow('full')
    expect(queue.items.value).toEqual([])
  })

  it('sends everything in order and once when the network is back, also after the phone was started anew', async () => {
    const store = await openQueueStore()
    const first = await openPhone({ store })
    first.server.isThere = false
    for (const room of [1, 2, 3]) await first.queue.record(missed(room))
    await first.settle()
    first.queue.stop()
    const { queue, server } = await openPhone({ store: await openQueueStore() })
    expect(queue.items.value.map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3)])
    queue.wake()
    await vi.waitFor(() => expect(queue.items.value).toEqual([]))
    expect(server.kept).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(await store.all()).toEqual([])
  })

  it('never brings back what was delivered while another tap was being stored', async () => {
    const memory = createMemoryStore()
    const slow = { ...memory, put: async (item: Queued) => vi.waitFor(() => memory.put(item), { interval: 5 }) }
    const { queue, server, store } = await openPhone({ store: slow })
    await Promise.all([1, 2, 3, 4, 5].map((room) => queue.record(missed(room))))
    await vi.waitFor(() => expect(queue.items.value).toEqual([]))
    expect(server.kept).toEqual([1, 2, 3, 4, 5].map(idOf))
    expect(await store.all()).toEqual([])
  })

  it('sends again with the same id when only the answer was lost', async () => {
    const { queue, server, later } = await openPhone({ store: createMemoryStore() })
    server.loses = true
    await queue.record(missed())
    await vi.waitFor(() => expect(queue.items.value[0]).toMatchObject({ state: 'waiting', attempts: 1 }))
    server.loses = false
    later.at(-1)?.()
    await vi.waitFor(() => expect(queue.items.value).toEqual([]))
    expect(server.kept).toEqual([idOf(1)])
  })

  it('keeps a refusal in sight with its reason, and goes on with the next', async () => {
    const { queue, server, store } = await openPhone({ store: createMemoryStore() })
    server.refuses = new Problem('conflict', 'Somebody was first', { current: { outcome: 'with-family' } })
    await queue.record(missed(1))
    await vi.waitFor(() => expect(queue.items.value[0]?.state).toBe('refused'))
    expect(queue.items.value[0]?.refusal).toEqual({ code: 'conflict', outcome: 'with-family' })
    expect((await store.all())[0]?.state).toBe('refused')
    server.refuses = null
    await queue.record(missed(2))
    await vi.waitFor(() => expect(server.kept).toEqual([idOf(2)]))
    await queue.again(idOf(1))
    await vi.waitFor(() => expect(server.kept).toEqual([idOf(2), idOf(1)]))
  })

  it('waits for the person to sign in again: a session that ended is no refusal', async () => {
    const { queue, server } = await openPhone({ store: createMemoryStore() })
    server.refuses = new Problem('unauthenticated', 'Sign in first')
    await queue.record(missed())
    await vi.waitFor(() => expect(queue.items.value[0]).toMatchObject({ state: 'waiting', attempts: 1 }))
  })

  it('never sends in the name of another what one person recorded', async () => {
    const store = createMemoryStore()
    const first = await openPhone({ store })
    first.server.isThere = false
    await first.queue.record(missed())
    await first.settle()
    const other = await openPhone({ store, owner: 'worker' })
    other.queue.wake()
    await other.queue.record(missed(2))
    await vi.waitFor(() => expect(other.server.kept).toEqual([idOf(2)]))
    expect(other.queue.items.value.map(({ owner }) => owner)).toEqual(['helper'])
  })

  it('holds ids and answers, and neither a name nor a door', async () => {
    const { queue, server, store } = await openPhone({ store: createMemoryStore() })
    server.isThere = false
    await queue.record(missed())
    const [item] = await store.all()
    expect(Object.keys(item?.command ?? {}).sort()).toEqual(['does', 'rowId'])
    expect(JSON.stringify(item)).not.toMatch(/翠屏里|402 室|\p{Script=Han}/u)
  })

  it('leaves nothing of a person behind when they sign out', async () => {
    const { queue, server, store, settle } = await openPhone({ store: createMemoryStore() })
    server.isThere = false
    await queue.record(missed())
    await settle()
    await queue.forget('helper')
    expect(await store.all()).toEqual([])
  })
})
