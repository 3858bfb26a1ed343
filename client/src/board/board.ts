import { computed, shallowReadonly, shallowRef } from 'vue'
import { isOpen } from '#shared/incident'
import type { SeenChange, SeenEntities } from '../feed/seen.ts'
import { byUrgency } from './by-urgency.ts'
import { forgetOldest } from './forget-oldest.ts'
import { mergeChange, shelfOf } from './merge-change.ts'
import type { Shelves } from './merge-change.ts'

export type Board = ReturnType<typeof createBoard>

/** Tells the board to show itself soon; in a browser, with the next frame. Answers how to call it off. */
export type Schedule = (show: () => void) => () => void

const nextFrame: Schedule = (show) => {
  const frame = requestAnimationFrame(show)
  return () => cancelAnimationFrame(frame)
}

/**
 * The client's one copy of what travels on the lane of changes, altered by news only. However fast the
 * news comes, what others see of it changes at most once a frame.
 */
export function createBoard(schedule: Schedule = nextFrame) {
  let shelves = emptyShelves()
  let callOff: (() => void) | null = null
  const dirty = new Set<keyof Shelves>()

  const ready = shallowRef(false)
  const incidents = shallowRef<ReadonlyMap<string, SeenEntities['incident'][number]>>(new Map())
  const assignments = shallowRef<ReadonlyMap<string, SeenEntities['assignment'][number]>>(new Map())
  const whistles = shallowRef<ReadonlyMap<string, SeenEntities['whistle'][number]>>(new Map())
  const alarms = shallowRef<ReadonlyMap<string, SeenEntities['alarm'][number]>>(new Map())
  const workers = shallowRef<ReadonlyMap<string, SeenEntities['worker'][number]>>(new Map())
  const lines = shallowRef<ReadonlyMap<string, SeenEntities['line'][number]>>(new Map())
  const emergencies = shallowRef<ReadonlyMap<string, SeenEntities['emergency'][number]>>(new Map())
  const ledgerRows = shallowRef<ReadonlyMap<string, SeenEntities['ledgerRow'][number]>>(new Map())
  const sweepUnits = shallowRef<ReadonlyMap<string, SeenEntities['sweepUnit'][number]>>(new Map())
  const buildingUtilities = shallowRef<ReadonlyMap<string, SeenEntities['buildingUtility'][number]>>(new Map())
  const rechecks = shallowRef<ReadonlyMap<string, SeenEntities['recheck'][number]>>(new Map())
  const legs = shallowRef<ReadonlyMap<string, SeenEntities['leg'][number]>>(new Map())

  function show() {
    callOff = null
    forgetOldest(shelves.incident.held)
    if (dirty.has('incident')) incidents.value = new Map(shelves.incident.held)
    if (dirty.has('assignment')) assignments.value = new Map(shelves.assignment.held)
    if (dirty.has('whistle')) whistles.value = new Map(shelves.whistle.held)
    if (dirty.has('alarm')) alarms.value = new Map(shelves.alarm.held)
    if (dirty.has('worker')) workers.value = new Map(shelves.worker.held)
    if (dirty.has('line')) lines.value = new Map(shelves.line.held)
    if (dirty.has('emergency')) emergencies.value = new Map(shelves.emergency.held)
    if (dirty.has('ledgerRow')) ledgerRows.value = new Map(shelves.ledgerRow.held)
    if (dirty.has('sweepUnit')) sweepUnits.value = new Map(shelves.sweepUnit.held)
    if (dirty.has('buildingUtility')) buildingUtilities.value = new Map(shelves.buildingUtility.held)
    if (dirty.has('recheck')) rechecks.value = new Map(shelves.recheck.held)
    if (dirty.has('leg')) legs.value = new Map(shelves.leg.held)
    dirty.clear()
    ready.value = true
  }

  function showSoon(...changed: (keyof Shelves)[]) {
    changed.forEach((entity) => dirty.add(entity))
    callOff ??= schedule(show)
  }

  return {
    /** False until the first snapshot: nothing is known, which is not the same as nothing open. */
    ready: shallowReadonly(ready),
    incidents: shallowReadonly(incidents),
    assignments: shallowReadonly(assignments),
    whistles: shallowReadonly(whistles),
    alarms: shallowReadonly(alarms),
    workers: shallowReadonly(workers),
    lines: shallowReadonly(lines),
    emergencies: shallowReadonly(emergencies),
    ledgerRows: shallowReadonly(ledgerRows),
    sweepUnits: shallowReadonly(sweepUnits),
    buildingUtilities: shallowReadonly(buildingUtilities),
    rechecks: shallowReadonly(rechecks),
    legs: shallowReadonly(legs),
    /** Open incidents, most urgent first, then by what is due next. */
    open: computed(() => [...incidents.value.values()].filter(isOpen).sort(byUrgency)),

    replace(entities: SeenEntities) {
      shelves = {
        incident: shelfOf(entities.incident),
        assignment: shelfOf(entities.assignment),
        whistle: shelfOf(entities.whistle),
        alarm: shelfOf(entities.alarm),
        worker: shelfOf(entities.worker),
        line: shelfOf(entities.line),
        emergency: shelfOf(entities.emergency),
        ledgerRow: shelfOf(entities.ledgerRow),
        sweepUnit: shelfOf(entities.sweepUnit),
        buildingUtility: shelfOf(entities.buildingUtility),
        recheck: shelfOf(entities.recheck),
        leg: shelfOf(entities.leg),
      }
      showSoon(...entityNames(shelves))
    },

    merge(change: SeenChange) {
      if (mergeChange(shelves, change)) showSoon(change.entity)
    },

    /** What is held and open at this moment, not at the last frame. */
    openHeld: () => [...shelves.incident.held.values()].filter(isOpen),

    stop: () => callOff?.(),
  }
}

const entityNames = (shelves: Shelves) => Object.keys(shelves) as (keyof Shelves)[] // keys of that very record

function emptyShelves(): Shelves {
  return {
    incident: shelfOf(),
    assignment: shelfOf(),
    whistle: shelfOf(),
    alarm: shelfOf(),
    worker: shelfOf(),
    line: shelfOf(),
    emergency: shelfOf(),
    ledgerRow: shelfOf(),
    sweepUnit: shelfOf(),
    buildingUtility: shelfOf(),
    recheck: shelfOf(),
    leg: shelfOf(),
  }
}
