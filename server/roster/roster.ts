import type { Department, Duty, Line, Roster, Team, Worker } from '#shared/people'
import type { Instant } from '#shared/time'
import type { Db } from '../db/pool.ts'

/**
 * Staff, teams, departments and duty lines as they stand in the database. Nothing is held in memory: several
 * processes share it. Reads take the caller's transaction when they must agree with something else read there.
 */
export interface RosterStore {
  workers(db?: Db): Promise<Worker[]>
  teams(db?: Db): Promise<Team[]>
  departments(db?: Db): Promise<Department[]>
  lines(db?: Db): Promise<Line[]>
  worker(id: string, db?: Db): Promise<Worker | null>
  team(id: string, db?: Db): Promise<Team | null>
  department(id: string, db?: Db): Promise<Department | null>
  line(id: string, db?: Db): Promise<Line | null>

  /** Staff responsible for a grid, for the people card. */
  gridWorkers(gridId: string): Promise<Pick<Worker, 'id' | 'label' | 'name'>[]>

  /**
   * Puts a worker on or off duty and raises the revision; for the transaction that also writes the change.
   * Null when nothing changed: the duty was that already. Throws Problem('not-found') for an unknown worker.
   */
  setDuty(db: Db, workerId: string, duty: Duty): Promise<Worker | null>

  /** Who is there, who leads and how many are planned in the shift that runs at `now`. */
  roster(now: Instant): Promise<Roster>
  /** Whom the plan puts on duty in the shift that runs at `now`. */
  plannedWorkerIds(now: Instant): Promise<string[]>
  /** The administrator's own holidays and make-up working days, by street day: true is a working day. */
  calendarDays(): Promise<Map<string, boolean>>
}
