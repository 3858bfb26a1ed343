import { randomUUID } from 'node:crypto'
import { EmergencyAnswer, Ledger } from '#shared/emergency-api'
import type { DeclareCommand } from '#shared/emergency-api'
import { ReportAnswer } from '#shared/report'
import type { StreetServer } from './street-server.ts'

/** The first step of the pipe-burst story: a case in the compound of twelve slabs, and what can be done from there. */
export async function openPipeBurst(street: StreetServer) {
  const { rows } = await street.pool.query<{ id: string; compoundId: string }>(
    `select id, compound_id as "compoundId" from building where use = 'slab' order by code`,
  )
  const buildingIds = rows.map(({ id }) => id)
  const { body } = await street.report({ text: '水管爆裂，车库进水', kind: 'pipe-burst', buildingId: buildingIds[0] })
  const { incident } = ReportAnswer.parse(body)
  const post = (path: string, about: object) =>
    street.send('POST', path, { as: 'coordinator', body: { id: randomUUID(), ...about } })

  return {
    incident,
    buildingIds,
    post,
    async declare(about: Partial<DeclareCommand> = {}) {
      const answer = await post('/api/emergencies', {
        incidentId: incident.id,
        utilities: ['power', 'water', 'heating'],
        ...about,
      })
      return EmergencyAnswer.parse(answer.body).emergency
    },
    async ledger(emergencyId: string) {
      const { body: list } = await street.send('GET', `/api/emergencies/${emergencyId}/ledger`, { as: 'coordinator' })
      return Ledger.parse(list).items
    },
  }
}
