import { randomUUID } from 'node:crypto'
import type { Page, WebSocketRoute } from 'playwright-core'
import { z } from 'zod'
import { IncidentDetail } from '#shared/api'
import { EmergencyAnswer } from '#shared/emergency-api'
import type { KindId } from '#shared/kind'
import { Roster } from '#shared/people'
import { ReportAnswer } from '#shared/report'
import { SentBuildings } from '#shared/sent-drawing'
import type { DemoStreetAt } from './demo-street.ts'
import { enterAs } from './journey.ts'
import type { Journey } from './journey.ts'
import { keepPicture, sizes, takeInEnglish, takePictures, wideSizes } from './pictures.ts'

const [full, , small] = sizes
const [wide] = wideSizes
const everySize = [...sizes, ...wideSizes]
const threeSizes = [full, small, wide].filter((size) => size !== undefined)

/** The wall in every state that needs something to happen: its scenes, a level 1, emergencies, a drill, a cable pulled. */
export async function takeWallPictures(journey: Journey, street: DemoStreetAt): Promise<void> {
  const wall = await journey.openScreen(street.url, full)
  const cable = await layCable(wall)
  await enterAs(wall, 'wall')
  const hands = handsAtTheDesk(street)

  await loading(journey, street)
  await takePictures(wall, 'wall calm', everySize)
  await scenes(wall)
  await cablePulled(wall, cable, hands)
  await levelOne(journey, street, wall, hands)
  await emergencies(wall, hands)
  await wall.context().close()
}

/** Titles and frame before anything is known: the lane stays shut and no question is answered. */
async function loading(journey: Journey, street: DemoStreetAt): Promise<void> {
  const page = await journey.openScreen(street.url, full)
  await enterAs(page, 'wall')
  await page.routeWebSocket('**/socket.io/**', () => undefined)
  await page.route('**/api/{figures,roster,hotspots}**', () => undefined)
  await page.reload()
  await page.getByText('未办结').first().waitFor()
  await keepPicture(page, 'wall loading')
  await page.context().close()
}

async function scenes(wall: Page): Promise<void> {
  for (const scene of ['promises', 'duty', 'recurrence']) {
    await wall.keyboard.press('ArrowRight')
    await wall.locator(`[data-testid=scene][data-scene=${scene}]`).waitFor()
    if (scene === 'recurrence') await wall.locator('[data-testid=cells] g').first().waitFor()
    await takePictures(wall, `wall scene ${scene}`, threeSizes)
    await takeInEnglish(wall, `wall scene ${scene}`, small && [small])
  }
  await wall.keyboard.press('ArrowRight')
}

async function cablePulled(wall: Page, cable: Cable, hands: Hands): Promise<void> {
  if (full) await wall.setViewportSize(full)
  await wall.locator('[data-testid=link][data-link=live]').waitFor()
  cable.pull()
  await wall.locator('[data-testid=link][data-link=late]').waitFor()
  await keepPicture(wall, 'wall late')
  for (let nth = 0; nth < 4; nth++) await hands.report('noise', nth)
  await wall.locator('[data-testid=stale]').waitFor()
  await keepPicture(wall, 'wall stale by the cable')
  cable.plugIn()
  await wall.getByText('已补').waitFor()
  await keepPicture(wall, 'wall back again')
}

interface Cable {
  /** From now on not a word gets through, and nobody says goodbye. */
  pull(): void
  plugIn(): void
}

/** The lane of a page with a hand on it; laid before the page is opened. */
async function layCable(page: Page): Promise<Cable> {
  let isPulled = false
  const lanes = new Set<WebSocketRoute>()
  await page.routeWebSocket('**/socket.io/**', (lane) => {
    const server = lane.connectToServer()
    lanes.add(lane)
    lane.onMessage((message) => {
      if (!isPulled) server.send(message)
    })
    server.onMessage((message) => {
      if (!isPulled) lane.send(message)
    })
  })
  return {
    pull() {
      isPulled = true
    },
    plugIn() {
      isPulled = false
      for (const lane of lanes) void lane.close()
      lanes.clear()
    },
  }
}

async function levelOne(journey: Journey, street: DemoStreetAt, wall: Page, hands: Hands): Promise<void> {
  const incidentId = await hands.report('garage-fire', 300)
  await wall.locator('[data-testid=level-one]').waitFor()
  await takePictures(wall, 'wall level 1 unacknowledged', full && [full])
  const still = await journey.openScreen(street.url, full)
  await still.emulateMedia({ reducedMotion: 'reduce' })
  await enterAs(still, 'wall')
  await still.locator('[data-testid=level-one]').waitFor()
  await takePictures(still, 'wall level 1 with reduced motion', full && [full])
  await still.context().close()

  await hands.acknowledge(incidentId)
  for (const label of ['微站 1', '微站 2', '医护 1 组']) await hands.send(incidentId, label)
  await wall.getByText('医护 1 组 接单').or(wall.getByText('派出 医护 1 组')).first().waitFor()
  await takePictures(wall, 'wall level 1', everySize)
  await takeInEnglish(wall, 'wall level 1', small && [small])
}

async function emergencies(wall: Page, hands: Hands): Promise<void> {
  const compound = await hands.declare('pipe-burst', { compound: true })
  await wall.locator('[data-testid=emergency]').waitFor()
  await takePictures(wall, 'wall emergency beside a level 1', everySize)
  await takeInEnglish(wall, 'wall emergency beside a level 1', small && [small])
  const other = await hands.declare('power-outage', {})
  await wall.locator('[data-testid=others] li').nth(1).waitFor()
  await takePictures(wall, 'wall with two emergencies', threeSizes)
  for (const id of [compound, other]) await hands.end(id)
  await hands.control()
  await wall.locator('[data-testid=scene]').waitFor()
  await hands.declare('pipe-burst', { compound: true, drill: true })
  await wall.locator('[data-testid=emergency]').waitFor()
  await takePictures(wall, 'wall drill', full && [full])
  await takeInEnglish(wall, 'wall drill', small && [small])
}

const Running = z.object({ items: z.array(z.object({ id: z.uuid(), revision: z.int() })) })

type Hands = ReturnType<typeof handsAtTheDesk>

function handsAtTheDesk(street: DemoStreetAt) {
  const as = 'coordinator' as const
  const post = (path: string, about: object) => street.ask('POST', path, { as, body: { id: randomUUID(), ...about } })
  const detail = async (id: string) => IncidentDetail.parse(await street.ask('GET', `/api/incidents/${id}`, { as }))
  const drawn = async () => SentBuildings.parse(await street.ask('GET', '/api/places/buildings', { as })).items
  const roster = async () => Roster.parse(await street.ask('GET', '/api/roster', { as }))
  const fires: string[] = []

  async function report(kind: KindId, nth: number): Promise<string> {
    const buildings = await drawn()
    const buildingId = buildings[(nth * 7) % buildings.length]?.id
    const answer = await post('/api/reports', { channel: 'hotline', kind, text: '一句演示用的话', buildingId })
    const { incident } = ReportAnswer.parse(answer)
    if (kind === 'garage-fire') fires.push(incident.id)
    return incident.id
  }

  return {
    report,
    async acknowledge(incidentId: string) {
      const [alarm] = (await detail(incidentId)).alarms
      await post(`/api/alarms/${alarm?.id}`, { revision: alarm?.revision, does: 'acknowledge' })
    },
    async send(incidentId: string, label: string) {
      const { incident } = await detail(incidentId)
      const team = (await roster()).teams.find((one) => one.label === label)
      const about = { revision: incident.revision, assignee: 'team', assigneeId: team?.id }
      await post(`/api/incidents/${incidentId}/assignments`, about)
    },
    /** Puts every fire out. */
    async control() {
      for (const id of fires) {
        const { incident } = await detail(id)
        await post(`/api/incidents/${id}/facts`, { revision: incident.revision, kind: 'controlled' })
      }
    },
    /** For the compound of twelve slabs, or for three houses somewhere else. */
    async declare(kind: KindId, { compound = false, drill = false }: { compound?: boolean; drill?: boolean }) {
      const buildings = await drawn()
      const slabs = buildings.filter(({ use }) => use === 'slab')
      const homes = buildings.filter(({ use }) => use === 'tower').slice(40, 43)
      const buildingIds = (compound ? slabs : homes).map(({ id }) => id)
      const told = { channel: 'hotline', kind, text: '一句演示用的话', buildingId: buildingIds[0] }
      const { incident } = ReportAnswer.parse(await post('/api/reports', told))
      const about = { incidentId: incident.id, buildingIds, utilities: ['power', 'water'], drill }
      return EmergencyAnswer.parse(await post('/api/emergencies', about)).emergency.id
    },
    async end(emergencyId: string) {
      const list = Running.parse(await street.ask('GET', '/api/emergencies', { as }))
      const revision = list.items.find(({ id }) => id === emergencyId)?.revision
      await post(`/api/emergencies/${emergencyId}/edit`, { revision, state: 'ended' })
    },
  }
}
