import type { Roster } from '#shared/people'
import type { UnitOnDuty } from './table.ts'

/**
 * Who is on the map: every worker on duty, and every team on duty as one unit. A team moves together: it is where
 * the first of its members on duty is (by code), and the others have no place of their own beside it.
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
  const teamsOnDuty = new Set([...teamOf.values()].map(({ id }) => id))
  return onDuty.flatMap((worker): UnitOnDuty[] => {
    const team = teamOf.get(worker.id)
    if (team) return [{ workerId: worker.id, unit: 'team', id: team.id, label: team.label, name: null }]
    if (worker.teamId !== null && teamsOnDuty.has(worker.teamId)) return []
    return [{ workerId: worker.id, unit: 'worker', id: worker.id, label: worker.label, name: worker.name }]
  })
}
