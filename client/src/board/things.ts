/** What lies on the board, under the names everybody uses. */
export type {
  SeenAlarm,
  SeenAssignment,
  SeenBuildingUtility,
  SeenEmergency,
  SeenIncident,
  SeenLedgerRow,
  SeenLeg,
  SeenLine,
  SeenRecheck,
  SeenSweepUnit,
  SeenWhistle,
  SeenWorker,
} from '../feed/seen.ts'
