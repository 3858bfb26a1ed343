import type { Outcome } from './contest.ts'
import { clientMem } from './client-mem.ts'
import { coldStart } from './cold-start.ts'
import { declare } from './declare.ts'
import { fanoutCpu } from './fanout-cpu.ts'
import { firstMap } from './first-map.ts'
import { frameCost } from './frame-cost.ts'
import { gridLookup } from './grid-lookup.ts'
import { ingestDoor } from './ingest-door.ts'
import { ingestDurable } from './ingest-durable.ts'
import { latency } from './latency.ts'
import { wireBytes } from './wire-bytes.ts'

export interface Effort {
  isQuick: boolean
  repetitions: number
}

/** Measures one goal: an outcome for each of its workloads. */
export type Goal = (effort: Effort) => AsyncIterable<Outcome>

/** Every goal that is measured, in the order in which they run. */
export const goals: Record<string, Goal> = {
  wire_bytes: wireBytes,
  grid_lookup: gridLookup,
  fanout_cpu: fanoutCpu,
  latency,
  ingest_door: ingestDoor,
  ingest_durable: ingestDurable,
  declare,
  cold_start: coldStart,
  client_mem: clientMem,
  frame_cost: frameCost,
  first_map: firstMap,
}
