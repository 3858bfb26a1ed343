import type { Pool } from 'pg'
import type { Emergency } from '#shared/emergency'
import { Problem } from '#shared/problem'
import type { EmergencyHands } from './demo/hands.ts'
import { uuidFrom } from './demo/street/random.ts'
import type { Emergencies } from './emergency/emergencies.ts'
import { openEmergencyOfIncident } from './emergency/emergency-store.ts'
import type { LedgerDesk } from './emergency/ledger.ts'
import type { LedgerStore } from './emergency/ledger-store.ts'
import type { Sweep } from './emergency/sweep.ts'

export interface EmergencyHandsParts {
  pool: Pool
  emergencies: Emergencies
  ledgerDesk: LedgerDesk
  ledger: LedgerStore
  sweep: Sweep
}

const actor = { id: null, label: '演示' }

/** What the made-up street's stories do in an emergency, on the real commands. One order may be many of them. */
export function createEmergencyHands({
  pool,
  emergencies,
  ledgerDesk,
  ledger,
  sweep,
}: EmergencyHandsParts): EmergencyHands {
  const running = async (incidentId: string): Promise<Emergency> => {
    const emergency = await openEmergencyOfIncident(pool, incidentId)
    if (!emergency) throw new Problem('not-found', 'The story speaks of an emergency that is not running')
    return emergency
  }

  return {
    async declare(order) {
      await emergencies.declare(order, actor)
    },

    async planCut({ id, incidentId, at, decidedBy }) {
      const { id: emergencyId, revision } = await running(incidentId)
      await emergencies.edit(emergencyId, { id, revision, plannedCut: { at, decidedBy } }, actor)
    },

    async warn({ id, incidentId }) {
      const emergency = await running(incidentId)
      const highest = (await ledger.of(pool, emergency.id)).filter(({ tier, contactedAt }) => tier <= 1 && !contactedAt)
      for (const { id: rowId, revision } of highest) {
        const told = { id: uuidFrom(`${id}/${rowId}`), revision, kind: 'attempt' as const, means: 'phone' as const }
        await ledgerDesk.record(rowId, { ...told, answered: true, note: '已告知计划停供' }, actor)
      }
    },

    async switchUtilities({ id, incidentId, utilities, state }) {
      const emergency = await running(incidentId)
      const wanted = (await emergencies.detail(emergency)).utilities.filter(
        (one) => utilities.includes(one.utility) && one.state !== state,
      )
      if (wanted.length === 0) return
      const set = wanted.map((one) => ({ id: one.id, revision: one.revision, state }))
      await emergencies.setUtilities(emergency.id, { id, set }, actor)
    },

    async reportUpward({ id, incidentId, kind }) {
      const { id: emergencyId, revision, casualties, trapped } = await running(incidentId)
      const about = { byPhone: true, inWriting: true, signedBy: '带班领导', casualties, trapped }
      await emergencies.report(emergencyId, { id, revision, kind, ...about }, actor)
    },

    async setAside({ id, incidentId }) {
      const emergency = await running(incidentId)
      const { all } = emergency.counters.priority
      for (const supply of (await emergencies.detail(emergency)).supplies) {
        if (supply.setAside >= all) continue
        const order = { id: uuidFrom(`${id}/${supply.id}`), revision: supply.revision, setAside: all }
        await emergencies.stock(supply.id, order, actor)
      }
      for (const row of await ledger.of(pool, emergency.id)) {
        if (row.visitor || row.tier === 3) continue
        const { rows } = await pool.query<{ specialistId: string | null }>(
          `select specialist_id as "specialistId" from household where id = $1`,
          [row.householdId],
        )
        const specialistId = rows[0]?.specialistId
        if (!specialistId) continue // stays loud: nobody looks after this door
        const visitor = { kind: 'specialist' as const, id: specialistId }
        await ledgerDesk.assign(row.id, { id: uuidFrom(`${id}/${row.id}`), revision: row.revision, visitor }, actor)
      }
    },

    async decline({ id, incidentId }) {
      const emergency = await running(incidentId)
      const row = (await ledger.of(pool, emergency.id)).findLast(
        ({ tier, visitor, reached }) => tier <= 2 && visitor && !reached,
      )
      if (row) await ledgerDesk.assign(row.id, { id, revision: row.revision, visitor: null }, actor)
    },

    async distribute({ id, incidentId }) {
      const { id: emergencyId, revision } = await running(incidentId)
      await emergencies.distribute(emergencyId, { id, revision, reason: '现场居民已聚集' }, actor)
    },

    async sweep({ id, incidentId, share }) {
      const emergency = await running(incidentId)
      for (const unit of (await emergencies.detail(emergency)).sweep) {
        const told = Math.min(unit.households, Math.round(unit.households * share))
        if (told <= unit.told) continue
        await sweep.count(unit.id, { id: uuidFrom(`${id}/${unit.id}`), revision: unit.revision, told }, actor)
      }
    },

    async reach({ id, incidentId, share }) {
      const emergency = await running(incidentId)
      const priority = (await ledger.of(pool, emergency.id)).filter(({ tier }) => tier <= 2)
      const waiting = priority.filter(({ reached }) => !reached)
      const wanted = Math.round(priority.length * share) - (priority.length - waiting.length)
      for (const { id: rowId, revision } of waiting.slice(0, Math.max(0, wanted))) {
        const given = { id: uuidFrom(`${id}/${rowId}/given`), revision, kind: 'supplied' as const }
        const { answer } = await ledgerDesk.record(
          rowId,
          { ...given, items: ['饮用水（5 升）', '应急灯、蜡烛'] },
          actor,
        )
        const settled = { id: uuidFrom(`${id}/${rowId}/settled`), revision: answer.row.revision }
        await ledgerDesk.record(rowId, { ...settled, kind: 'outcome', outcome: 'supplied' }, actor)
      }
    },

    async standDown({ id, incidentId }) {
      const { id: emergencyId, revision } = await running(incidentId)
      await emergencies.edit(emergencyId, { id, revision, state: 'standing-down' }, actor)
    },
  }
}
