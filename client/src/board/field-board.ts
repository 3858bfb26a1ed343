import { shallowReadonly, shallowRef } from 'vue'
import { isOpen } from '#shared/incident'
import type { FieldChange, FieldEntities } from '../feed/field-seen.ts'
import { put, shelfOf } from './merge-change.ts'
import type { Shelf } from './merge-change.ts'

type FieldShelves = { [Entity in keyof FieldEntities]: Shelf<FieldEntities[Entity][number]> }

export type { FieldAssignment, FieldEmergency, FieldEntities, FieldIncident, FieldRecheck, FieldRow, FieldUnit, FieldWorker } from '../feed/field-seen.ts' // prettier-ignore

export const emptyPicture: FieldEntities = {
  incident: [], assignment: [], worker: [], emergency: [], ledgerRow: [], sweepUnit: [], recheck: [],
} // prettier-ignore

/**
 * The phone's one copy of what is somebody's task, altered by news only; it lives with the page and is written nowhere.
 * There is little of it, so it is shown anew as a whole.
 */
export function createFieldBoard() {
  let shelves = shelvesOf(emptyPicture)
  const picture = shallowRef<FieldEntities>(emptyPicture)
  const ready = shallowRef(false)

  function show() {
    picture.value = {
      incident: [...shelves.incident.held.values()],
      assignment: [...shelves.assignment.held.values()],
      worker: [...shelves.worker.held.values()],
      emergency: [...shelves.emergency.held.values()],
      ledgerRow: [...shelves.ledgerRow.held.values()],
      sweepUnit: [...shelves.sweepUnit.held.values()],
      recheck: [...shelves.recheck.held.values()],
    }
  }

  return {
    picture: shallowReadonly(picture),
    /** False until the first snapshot: nothing is known, which is not the same as nothing to do. */
    ready: shallowReadonly(ready),
    replace(entities: FieldEntities) {
      shelves = shelvesOf(entities)
      ready.value = true
      show()
    },
    merge(change: FieldChange) {
      if (mergeField(shelves, change)) show()
    },
    openHeld: () => [...shelves.incident.held.values()].filter(isOpen),
  }
}

const shelvesOf = (entities: FieldEntities): FieldShelves => ({
  incident: shelfOf(entities.incident),
  assignment: shelfOf(entities.assignment),
  worker: shelfOf(entities.worker),
  emergency: shelfOf(entities.emergency),
  ledgerRow: shelfOf(entities.ledgerRow),
  sweepUnit: shelfOf(entities.sweepUnit),
  recheck: shelfOf(entities.recheck),
})

function mergeField(shelves: FieldShelves, change: FieldChange): boolean {
  switch (change.entity) {
    case 'incident':
      return put(shelves.incident, change, change.state)
    case 'assignment':
      return put(shelves.assignment, change, change.state)
    case 'worker':
      return put(shelves.worker, change, change.state)
    case 'emergency':
      return put(shelves.emergency, change, change.state)
    case 'ledgerRow':
      return put(shelves.ledgerRow, change, change.state)
    case 'sweepUnit':
      return put(shelves.sweepUnit, change, change.state)
    case 'recheck':
      return put(shelves.recheck, change, change.state)
    case 'leg':
      return false
  }
}
