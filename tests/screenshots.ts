import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { IncidentDetail, IncidentList } from '#shared/api'
import type { FactKind } from '#shared/incident'
import { kinds } from '#shared/kind-table'
import { SentBuildings } from '#shared/sent-drawing'
import { type DemoStreetAt, openDemoStreetAt } from './support/demo-street.ts'
import { withDatabase } from './support/database-admin.ts'
import { enterAs, openJourney } from './support/journey.ts'
import { sizes, takeInEnglish, takePictures } from './support/pictures.ts'
import { takeWallPictures } from './support/wall-pictures.ts'

// npm run screenshots: wall and desk in every state and at every size, for a person to look at. Nothing is compared.

const AFTERNOON = '2026-11-18T14:32'
const MANY = 200
const LONG_NAME = '北侧辅楼东门外临时停车场与七十六号换热站之间的过街通道'
const root = fileURLToPath(new URL('..', import.meta.url))

const setUp = spawnSync(process.execPath, ['server/start.mjs', '--set-up'], { cwd: root, stdio: 'inherit' })
if (setUp.status !== 0) process.exit(1)

const journey = await openJourney()
const street = await openDemoStreetAt(AFTERNOON)
try {
  await takeWallPictures(journey, street)
  await street.kill()
  await closeEmergencies()
  await startAgain()
  const wall = await open('wall')
  const desk = await open('coordinator')
  await takePictures(wall, 'wall live')
  await takePictures(desk, 'desk live')
  await desk.keyboard.press('n')
  await writeDown(desk)
  await takePictures(desk, 'desk taking a call')
  await desk.keyboard.press('Escape')
  await takeInEnglish(wall, 'wall live')
  await takeInEnglish(desk, 'desk live')

  await journey.whileServerIsAway(async () => {
    await street.kill()
    await wall.locator('[data-testid=stale]').waitFor()
    await desk.locator('[data-testid=stale]').waitFor()
    await takePictures(wall, 'wall stale')
    await takeInEnglish(wall, 'wall stale')
    await takePictures(desk, 'desk stale')
    await startAgain()
    await report(MANY - (await openOnes()).length)
    await lengthenNames()
    for (const page of [wall, desk]) await comeBack(page)
  })
  await takePictures(wall, `wall with ${MANY} long names`)
  await takePictures(desk, `desk with ${MANY} long names`)
  await takeInEnglish(wall, `wall with ${MANY}`)

  await journey.whileServerIsAway(async () => {
    await street.kill()
    await closeAllButOne()
    await startAgain()
    for (const page of [wall, desk]) await comeBack(page)
  })
  const [last] = await openOnes()
  await record(last?.id, ['done'])
  await wall.locator('.list .empty').waitFor()
  await takePictures(wall, 'wall empty')
  await takeInEnglish(wall, 'wall empty')
  await record(last?.id, ['revisited', 'closed'])
  await desk.locator('.queue .empty').waitFor()
  await takePictures(desk, 'desk empty')
} finally {
  for (const trouble of journey.troubles) process.stdout.write(`✗ ${trouble}\n`)
  await journey.close()
  await street.close()
}

async function open(role: 'wall' | 'coordinator'): Promise<Page> {
  const page = await journey.openScreen(street.url, sizes[0])
  await enterAs(page, role)
  return page
}

/** A call in the middle of being taken: words, the house, somebody's name. */
async function writeDown(desk: Page): Promise<void> {
  await desk.getByLabel('说了什么').fill('怎么突然停电了，我家老人在用制氧机，要不要下楼')
  await desk.locator('#call-place').fill('松涛苑7号楼')
  await desk.locator('#call-places li[aria-selected=true]').getByText('松涛苑 7 号楼', { exact: true }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.keyboard.type('三单元门口')
  await desk.keyboard.press('Tab')
  await desk.keyboard.type('演示来电人')
  await desk.locator('.call .kind .because').getByText('因为说到').waitFor()
}

/** Whoever looks at the page again sees everything anew. */
async function comeBack(page: Page): Promise<void> {
  await page.reload()
  await page.getByText('实时').first().waitFor()
}

/** The afternoon begins anew, so that the story brings nothing while the pictures are taken. */
async function startAgain(): Promise<void> {
  await street.setClock(AFTERNOON)
  await street.startAgain()
}

async function openOnes() {
  const list = await street.ask('GET', `/api/incidents?status=open&limit=${MANY}`, { as: 'coordinator' })
  return IncidentList.parse(list).items
}

async function record(incidentId: string | undefined, facts: readonly FactKind[]): Promise<void> {
  for (const kind of facts) {
    const { incident } = IncidentDetail.parse(
      await street.ask('GET', `/api/incidents/${incidentId}`, { as: 'coordinator' }),
    )
    const body = { id: randomUUID(), revision: incident.revision, kind, satisfied: true }
    await street.ask('POST', `/api/incidents/${incidentId}/facts`, { as: 'coordinator', body })
  }
}

async function report(count: number): Promise<void> {
  const { items: buildings } = SentBuildings.parse(
    await street.ask('GET', '/api/places/buildings', { as: 'coordinator' }),
  )
  for (let nth = 0; nth < count; nth++) {
    const building = buildings[Math.floor((nth * buildings.length) / count)]
    const kind = kinds[(nth % (kinds.length - 3)) + 3] // without those that sound the siren
    await street.ask('POST', '/api/reports', {
      as: 'coordinator',
      body: { id: randomUUID(), channel: 'hotline', kind: kind?.id, text: '一句演示用的话', buildingId: building?.id },
    })
  }
}

/** No real place has such names; an import may bring them. */
function lengthenNames() {
  return change(street, `update incident set place = place || '${LONG_NAME}'`)
}

/** What the wall's own pictures left behind; the afternoon's cases stay. */
function closeEmergencies() {
  return change(
    street,
    `update emergency set state = 'ended', ended_at = declared_at where state <> 'ended';
     update incident set status = 'closed', done_at = received_at, closed_at = received_at where severity = 1`,
  )
}

function closeAllButOne() {
  return change(
    street,
    `update incident set status = 'closed', done_at = received_at, closed_at = received_at
     where status <> 'closed' and id <> (select id from incident where status = 'received' order by received_at desc limit 1)`,
  )
}

async function change({ databaseUrl }: DemoStreetAt, sql: string): Promise<void> {
  await withDatabase(databaseUrl, (db) => db.query(sql))
}
