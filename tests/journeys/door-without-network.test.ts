import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EmergencyAnswer, Ledger } from '#shared/emergency-api'
import { ReportAnswer } from '#shared/report'
import { FoundPlace } from '#shared/street'
import { z } from 'zod'
import { type DemoStreetAt, openDemoStreetAt } from '../support/demo-street.ts'
import { enterAs, type Journey, openJourney } from '../support/journey.ts'
import { tellAsOneStory } from '../support/one-story.ts'

const POLL = { timeout: 60_000, interval: 250 }
const PHONE = { width: 390, height: 844 }

describe('a door at which nobody answers, told from a phone without a network', () => {
  let street: DemoStreetAt
  let journey: Journey
  let phone: Page
  let emergencyId: string

  const ledger = async () =>
    Ledger.parse(await street.ask('GET', `/api/emergencies/${emergencyId}/ledger`, { as: 'coordinator' })).items
  const knocksAt402 = async () => {
    const row = (await ledger()).find(({ door }) => door?.place === '翠屏里 8 号楼' && door.room === '402')
    return row?.attempts?.filter(({ means, answered }) => means === 'door' && !answered) ?? []
  }

  beforeAll(async () => {
    journey = await openJourney()
    street = await openDemoStreetAt('2026-11-18T14:32')
    const found = await street.ask('GET', `/api/places/search?q=${encodeURIComponent('翠屏里 8 号楼')}`, {
      as: 'coordinator',
    })
    const place = z
      .object({ items: z.array(FoundPlace) })
      .parse(found)
      .items.find((one) => one.place === '翠屏里 8 号楼')
    const told = { id: randomUUID(), channel: 'hotline', kind: 'pipe-burst', text: '水管爆裂', buildingId: place?.id }
    const { incident } = ReportAnswer.parse(await street.ask('POST', '/api/reports', { as: 'coordinator', body: told }))
    const declared = await street.ask('POST', '/api/emergencies', {
      as: 'coordinator',
      body: { id: randomUUID(), incidentId: incident.id, utilities: ['power', 'water', 'heating'] },
    })
    emergencyId = EmergencyAnswer.parse(declared).emergency.id
    phone = await journey.openScreen(street.url, PHONE)
  })
  afterAll(async () => {
    await journey.close()
    await street.close()
  })
  tellAsOneStory(() => journey)

  it('shows the specialist the doors of the own task and nothing else', async () => {
    await enterAs(phone, 'helper')
    await phone.locator('.task', { hasText: '8 号楼 1 单元' }).click()
    await phone.locator('.now h2', { hasText: '402' }).waitFor()
    // The page is kept on the phone as soon as its keeper has seen it.
    await expect.poll(() => phone.evaluate(async () => (await caches.keys()).length), POLL).toBeGreaterThan(0)
    await expect.poll(() => keptFiles(phone), POLL).toBeGreaterThan(3)
  })

  it('notes it on the phone, says that it is not delivered, and still knows after the page was opened anew', async () => {
    await journey.whileServerIsAway(async () => {
      await phone.context().setOffline(true)
      await phone.locator('[data-answer=no-answer]').click()
      await phone.locator('[data-testid=offline]', { hasText: '未送达 1 条' }).waitFor()
      await phone.reload()
      await phone.locator('[data-testid=offline]', { hasText: '未送达 1 条' }).waitFor()
      await phone.locator('[data-state=waiting]', { hasText: '无人应答' }).waitFor()
      expect(await phone.locator('body').innerText()).not.toContain('402')
      expect(await knocksAt402()).toEqual([])
      await phone.context().setOffline(false)
      await expect.poll(async () => (await knocksAt402()).length, POLL).toBe(1)
      await phone.locator('[data-testid=offline]').waitFor({ state: 'detached' })
    })
  })

  it('has it once in the ledger, with the time the phone claims, and the phone shows the door again', async () => {
    const [knock] = await knocksAt402()
    expect(knock).toMatchObject({ claimedAt: expect.any(String), by: '民情专员' })
    await phone.locator('.task', { hasText: '8 号楼 1 单元' }).click()
    await phone.locator('.door.no-answer', { hasText: '402' }).waitFor()
    expect(await knocksAt402()).toHaveLength(1)
    expect(journey.troubles).toEqual([])
  })
})

function keptFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const cache = await caches.open('field-page')
    return (await cache.keys()).length
  })
}
