/** What lies on the board, under the names everybody uses. */
export type {
  SeenAlarm,
  SeenAssignment,
  SeenBuildingUtility,
  SeenEmergency,
  SeenIncident,
  SeenLedgerRow,
  SeenLine,
  SeenRecheck,
  SeenSweepUnit,
  SeenWorker,
} from '../feed/seen.ts'
