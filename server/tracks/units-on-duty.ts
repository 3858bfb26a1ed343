import type { Roster } from '#shared/people'
import type { UnitOnDuty } from './table.ts'

/**
 * Who is on the map: every worker on duty. A team on duty is where the first of its members on duty is (by code),
 * and that member is shown as the team.
 */
export function unitsOnDuty({ workers, teams }: Pick<Roster, 'workers' | 'teams'>): UnitOnDuty[] {
  const onDuty = workers.filter((worker) => worker.duty === 'on').sort((a, b) => (a.code < b.code ? -1 : 1))
  const teamOf = new Map(
    teams
      .filter((team) => team.duty === 'on')
      .flatMap((team) => {
        const leader = onDuty.find((worker) => worker.teamId === team.id)
        return leader ? [[leader.id, team] as const] : []
      }),
  )
  return onDuty.map((worker): UnitOnDuty => {
    const team = teamOf.get(worker.id)
    return team
      ? { workerId: worker.id, unit: 'team', id: team.id, label: team.label, name: null }
      : { workerId: worker.id, unit: 'worker', id: worker.id, label: worker.label, name: worker.name }
  })
}
