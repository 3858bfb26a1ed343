import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { EmergencyAnswer, Ledger } from '#shared/emergency-api'
import { ReportAnswer } from '#shared/report'
import { readConfig } from '../../server/config.ts'
import { openRooms } from '../../server/rooms.ts'
import { quietLog } from '../support/quiet-log.ts'
import { BENCH_KEY, openBenchStreet } from './bench-street.ts'
import type { BenchStreet } from './bench-street.ts'
import { hold } from './contest.ts'
import { addBuildings } from './declare-by-building.ts'
import type { Goal } from './goals.ts'

const workloads = [
  { households: 2_000, mostMs: 2_000 },
  { households: 20_000, mostMs: 6_000 },
]

/** Wall time from "declare the emergency" to the complete ledger in the hands of who asked, over HTTP. */
export const declare: Goal = async function* ({ repetitions }) {
  const street = await openBenchStreet({ withPast: false })
  const desk = await openDesk(street)
  try {
    for (const { households, mostMs } of workloads) {
      const buildingIds = await buildingsOf(street, households)
      const expected = await householdsOnRegister(street, buildingIds)
      let isRight = true
      const timed = (declareAll: (incidentId: string) => Promise<Found>) => async () => {
        const incidentId = await desk.report(buildingIds[0] ?? '')
        const began = performance.now()
        const found = await declareAll(incidentId)
        const tookMs = performance.now() - began
        const isInOrder = found.tiers.every((tier, at) => at === 0 || tier >= (found.tiers[at - 1] ?? NaN))
        const isComplete = JSON.stringify([...found.householdIds].sort()) === expected
        if (!isInOrder || !isComplete) isRight = false
        await street.pool.query(`truncate emergency cascade`)
        return tookMs
      }
      const ours = timed(async (incidentId) => desk.ledger(await desk.declare(incidentId, buildingIds)))
      const byBuilding = timed(async (incidentId) => {
        const [first = '', ...others] = buildingIds
        const emergencyId = await desk.declare(incidentId, [first])
        await addBuildings(street, emergencyId, others)
        return desk.ledger(emergencyId)
      })
      await ours() // warm
      const outcome = await hold(
        {
          goal: 'declare',
          wl: `H${households}`,
          unit: 'ms',
          ours: { id: 'ours', measure: ours },
          anchor: { id: 'building_by_building', measure: byBuilding },
          peer: { id: 'none', skipped: 'nobody else declares an emergency' },
          limit: { id: 'none', skipped: 'what a disk asks is in ingest_durable' },
          target: { x_anchor: 10, ours: mostMs },
          isRight: true,
        },
        repetitions,
      )
      yield { ...outcome, pass: isRight ? outcome.pass : false }
    }
  } finally {
    await desk.close()
    await street.close()
  }
}

interface Found {
  householdIds: string[]
  /** In the order in which the ledger came. */
  tiers: number[]
}

/** The product's own rooms on this street, and somebody who may declare. */
async function openDesk({ pool, url }: BenchStreet) {
  const config = readConfig({ DATABASE_URL: url, DEMO: '0', SHAOTU_KEY: BENCH_KEY.toString('hex') })
  const rooms = await openRooms({ pool, databaseUrl: url, config: { ...config, fieldKey: BENCH_KEY }, log: quietLog })
  const { port } = await rooms.listen(0, '127.0.0.1')
  let authorization = ''
  const { token } = z
    .object({ token: z.string() })
    .parse(await ask('POST', '/api/session', { username: 'coordinator', password: 'demo' }))
  authorization = `Bearer ${token}`

  async function ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!response.ok) throw new Error(`${method} ${path}: got ${response.status} ${await response.text()}`)
    return response.json()
  }

  return {
    async report(buildingId: string): Promise<string> {
      const body = { id: randomUUID(), channel: 'hotline', text: '水管爆裂', kind: 'pipe-burst', buildingId }
      return ReportAnswer.parse(await ask('POST', '/api/reports', body)).incident.id
    },

    /** Answers the id of the emergency. */
    async declare(incidentId: string, buildingIds: readonly string[]): Promise<string> {
      const order = { id: randomUUID(), incidentId, buildingIds, utilities: ['power', 'water', 'heating'] }
      return EmergencyAnswer.parse(await ask('POST', '/api/emergencies', order)).emergency.id
    },

    async ledger(emergencyId: string): Promise<Found> {
      const { items } = Ledger.parse(await ask('GET', `/api/emergencies/${emergencyId}/ledger`))
      return {
        householdIds: items.flatMap(({ householdId }) => householdId ?? []),
        tiers: items.map(({ tier }) => tier ?? NaN),
      }
    },

    close: () => rooms.stop(),
  }
}

/** As many inhabited buildings as so many households live in. */
async function buildingsOf({ pool }: BenchStreet, households: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; households: number }>(
    `select id, households from building where households > 0 order by code`,
  )
  let sum = 0
  return rows.filter((one) => sum < households && (sum += one.households) > 0).map(({ id }) => id)
}

async function householdsOnRegister({ pool }: BenchStreet, buildingIds: readonly string[]): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct household_id as id from resident where building_id = any($1)`,
    [buildingIds],
  )
  return JSON.stringify(rows.map(({ id }) => id).sort())
}
