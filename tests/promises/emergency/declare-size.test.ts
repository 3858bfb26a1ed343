import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Ledger } from '#shared/emergency-api'
import { openPipeBurst } from '../../support/pipe-burst.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'

describe('an emergency of half a street', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
  })
  afterAll(() => street.close())

  it.each([2_000, 20_000])(
    'of about %i households has its ledger complete and in order of need',
    async (households) => {
      const { rows } = await street.pool.query<{ id: string; households: number }>(
        `select id, households from building where households > 0 order by use = 'slab' desc, code`,
      )
      let sum = 0
      const buildingIds = rows.filter((one) => sum < households && (sum += one.households) > 0).map(({ id }) => id)
      const burst = await openPipeBurst(street)
      const began = performance.now()
      const emergency = await burst.declare({ buildingIds })
      const declaredMs = performance.now() - began
      const { body } = await street.send('GET', `/api/emergencies/${emergency.id}/ledger`, { as: 'coordinator' })
      const readMs = performance.now() - began - declaredMs
      const { items } = Ledger.parse(body)
      process.stdout.write(
        `  ${emergency.counters.households} households, ${items.length} rows: declared in ${declaredMs.toFixed()} ms, ledger read in ${readMs.toFixed()} ms\n`,
      )

      expect(emergency.counters.households).toBe(sum)
      const { rows: there } = await street.pool.query<{ n: number }>(
        `select count(distinct household_id) as n from resident where building_id = any($1)`,
        [buildingIds],
      )
      expect(items).toHaveLength(there[0]?.n ?? 0)
      const tiers = items.map(({ tier }) => tier ?? 3)
      expect(tiers).toEqual([...tiers].sort())
    },
  )
})
