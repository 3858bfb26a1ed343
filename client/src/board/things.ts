/** What lies on the board, under the names everybody uses. */
export type { SeenAlarm, SeenAssignment, SeenIncident, SeenLine, SeenWorker } from '../feed/seen.ts'
