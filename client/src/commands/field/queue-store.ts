import { openDB } from 'idb'
import { readable } from '../../feed/seen.ts'
import { Queued } from './queue.ts'
import type { Queue } from './queue.ts'

/** Where the queue lies. Every promise is fulfilled when it is really kept. */
export interface QueueStore {
  /** True when it outlives this page. */
  readonly isKept: boolean
  all(): Promise<Queue>
  put(item: Queued): Promise<void>
  remove(id: string): Promise<void>
}

const NAME = 'field-queue'
const ITEMS = 'items'

/**
 * In the browser's own database, which works on a plain-HTTP address too. Where it cannot be opened (a private window,
 * a full phone) the queue lives with the page, and the screen says so.
 */
export async function openQueueStore(): Promise<QueueStore> {
  try {
    return await openDatabase()
  } catch {
    return createMemoryStore() // nothing is lost: nothing was kept yet, and `isKept` tells the person
  }
}

async function openDatabase(): Promise<QueueStore> {
  const database = await openDB(NAME, 1, { upgrade: (db) => void db.createObjectStore(ITEMS, { keyPath: 'id' }) })
  return {
    isKept: true,
    /** What another version of this page wrote and we cannot read stays where it is. */
    all: async () => readable(Queued, await database.getAll(ITEMS), (error) => console.warn('queue', error)),
    async put(item) {
      const writing = database.transaction(ITEMS, 'readwrite', { durability: 'strict' })
      await writing.store.put(structuredClone(item))
      await writing.done
    },
    async remove(id) {
      await database.delete(ITEMS, id)
    },
  }
}

export function createMemoryStore(): QueueStore {
  const items = new Map<string, Queued>()
  return {
    isKept: false,
    all: () => Promise.resolve([...items.values()]),
    put: (item) => Promise.resolve(void items.set(item.id, item)),
    remove: (id) => Promise.resolve(void items.delete(id)),
  }
}
