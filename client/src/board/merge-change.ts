import type { SeenChange, SeenEntities } from '../feed/seen.ts'

type Versioned = { readonly id: string; readonly revision: number }

/** Things of one kind, and the revisions at which others have left. */
export interface Shelf<T extends Versioned> {
  readonly held: Map<string, T>
  readonly gone: Map<string, number>
}

export type Shelves = { [Entity in keyof SeenEntities]: Shelf<SeenEntities[Entity][number]> }

export function shelfOf<T extends Versioned>(items: readonly T[] = []): Shelf<T> {
  return { held: new Map(items.map((item) => [item.id, item])), gone: new Map() }
}

/** Of two versions the higher revision is the truth, so twice or late does no harm. Says whether anything changed. */
export function put<T extends Versioned>(shelf: Shelf<T>, { id, revision }: Versioned, state: T | null): boolean {
  const held = shelf.held.get(id)?.revision ?? 0
  if (!state) {
    if (revision < held) return false
    shelf.gone.set(id, revision)
    return shelf.held.delete(id)
  }
  if (revision <= Math.max(held, shelf.gone.get(id) ?? 0)) return false
  shelf.held.set(id, state)
  return true
}

export function mergeChange(shelves: Shelves, change: SeenChange): boolean {
  switch (change.entity) {
    case 'incident':
      return put(shelves.incident, change, change.state)
    case 'assignment':
      return put(shelves.assignment, change, change.state)
    case 'whistle':
      return put(shelves.whistle, change, change.state)
    case 'alarm':
      return put(shelves.alarm, change, change.state)
    case 'worker':
      return put(shelves.worker, change, change.state)
    case 'line':
      return put(shelves.line, change, change.state)
    case 'emergency':
      return put(shelves.emergency, change, change.state)
    case 'ledgerRow':
      return put(shelves.ledgerRow, change, change.state)
    case 'sweepUnit':
      return put(shelves.sweepUnit, change, change.state)
    case 'buildingUtility':
      return put(shelves.buildingUtility, change, change.state)
    case 'recheck':
      return put(shelves.recheck, change, change.state)
    case 'leg':
      return put(shelves.leg, change, change.state)
  }
}
