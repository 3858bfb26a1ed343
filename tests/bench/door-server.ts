import express from 'express'
import type { Express } from 'express'
import { createServer } from 'node:http'
import { z } from 'zod'
import { routePolicy } from '#shared/route-policy'
import type { RouteKey } from '#shared/route-policy'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../server/demo/street/draw-street.ts'
import { createFrontDoor } from '../../server/http/front-door.ts'
import { createStreetMap } from '../../server/places/street-map.ts'
import { phoneRoutes } from '../../server/tracks/phone-routes.ts'
import { createTracks } from '../../server/tracks/tracks.ts'
import { quietLog } from '../support/quiet-log.ts'
import { answerParent } from './child.ts'
import { phoneToken } from './phone-token.ts'

// The process that is measured. Arguments: "ours" or "bare", number of phones. Answers "port", "accepted" and "cpu".

const [kind, phones] = z.tuple([z.enum(['ours', 'bare']), z.coerce.number()]).parse(process.argv.slice(2))
const { app, accepted } = kind === 'ours' ? openOurs() : openBare()
const http = createServer(app)
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

answerParent((question) => {
  if (question === 'accepted') return accepted()
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage()
    return user + system
  }
  const address = http.address()
  return typeof address === 'object' && address ? address.port : 0
})

interface Door {
  app: Express
  /** Positions taken so far. */
  accepted(): number
}

/** The product's front door with the phones' way behind it; the other routes are there and never asked. */
function openOurs(): Door {
  const drawn = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER })
  const street = createStreetMap({
    ...drawn,
    street: { ...drawn.street, ground: drawn.ground, demo: true, specialists: drawn.people.staff.length },
  })
  const tracks = createTracks({ places: street, clock: { now: () => new Date().toISOString() } })
  const ids = Array.from({ length: phones }, (_, phone) => String(phone))
  tracks.setOnDuty(ids.map((id) => ({ workerId: id, unit: 'worker', id, label: id, name: null })))
  const devices = new Map(ids.map((id) => [phoneToken(Number(id)), { id, workerId: id, crs: 'WGS84' as const }]))
  const keys = Object.keys(routePolicy) as RouteKey[] // the keys of that very object
  const app = createFrontDoor({
    routes: keys.map((key) => ({ key, summary: 'never asked here', handle: () => null })),
    phones: phoneRoutes({ ...tracks, findDevice: (token) => Promise.resolve(devices.get(token) ?? null) }),
    whoIs: () => Promise.resolve(null),
    whichSource: () => Promise.resolve(null),
    origins: () => new Set(),
    isTls: false,
    clientDir: null,
    log: quietLog,
  })
  return { app, accepted: () => tracks.stats().phones.accepted }
}

/** What somebody would write in ten minutes: reads the JSON, keeps the newest, answers. */
function openBare(): Door {
  const app = express()
  const newest = new Map<string | undefined, unknown>()
  let count = 0
  app.use(express.json())
  app.post('/owntracks', (request, response) => {
    const body: unknown = request.body
    newest.set(request.headers.authorization, body)
    count++
    response.json([])
  })
  return { app, accepted: () => count }
}
