import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Position } from '#shared/geo'
import type { Log } from '#shared/log'
import type { Clock } from '#shared/time'
import type { Config } from './config.ts'
import { createCommands } from './db/command.ts'
import { createDomainClock } from './db/domain-clock.ts'
import { startKeeping } from './db/keeping.ts'
import { createTimers, startTimers } from './db/timers.ts'
import { openInstallation } from './db/installation.ts'
import type { Db } from './db/transaction.ts'
import type { Hands } from './demo/hands.ts'
import { createEmergencyHands } from './demo-emergency-hands.ts'
import { createHands } from './demo-hands.ts'
import { createDesks } from './desks.ts'
import { createResponseHands } from './demo-response-hands.ts'
import { createDoorPasswords } from './emergency/door-password.ts'
import { openEmergencyOfResident } from './emergency/emergency-store.ts'
import { createEmergencyLane } from './emergency/lane-things.ts'
import { followRegister } from './emergency/follow-register.ts'
import { createLedgerStore } from './emergency/ledger-store.ts'
import { startFeed } from './feed/feed.ts'
import { createFrontDoor } from './http/front-door.ts'
import { accountRoutes } from './http/account-routes.ts'
import { demoRoutes } from './http/demo-routes.ts'
import { emergencyRoutes } from './http/emergency-routes.ts'
import { historyRoutes } from './http/history-routes.ts'
import { houseRoutes } from './http/house-routes.ts'
import { legRoutes } from './http/leg-routes.ts'
import { incidentRoutes } from './http/incident-routes.ts'
import { createOwnTasks } from './http/own-tasks.ts'
import { recheckRoutes } from './http/recheck-routes.ts'
import { readingRoutes } from './http/reading-routes.ts'
import { residentRoutes } from './http/resident-routes.ts'
import type { Route } from './http/route.ts'
import { sessionRoutes } from './http/session-routes.ts'
import { createSocketServer, openSockets } from './http/sockets.ts'
import { streetRoutes } from './http/street-routes.ts'
import { wallRoutes } from './http/wall-routes.ts'
import { whistleRoutes } from './http/whistle-routes.ts'
import { createWhichSource, createWhoIs } from './http/visitor.ts'
import { createAccounts } from './identity/accounts.ts'
import { createCipher } from './identity/cipher.ts'
import { checkFieldKey } from './identity/field-key.ts'
import { DEMO_PASSWORD, demoRoles } from './identity/demo-accounts.ts'
import { createDevices } from './identity/devices.ts'
import { createKiosks } from './identity/kiosks.ts'
import { makeFirstAdministrator } from './identity/first-administrator.ts'
import { allowedOrigins } from './identity/origin.ts'
import { laneOf } from './lane-of-rooms.ts'
import { createHistory } from './history/history.ts'
import { createPreSeason, startPreSeason } from './history/pre-season.ts'
import { escalationTimers } from './incidents/escalation.ts'
import { createPlaces } from './places/places.ts'
import type { Places } from './places/places.ts'
import { createCalendar } from './promises/calendar.ts'
import { createRegister } from './residents/register.ts'
import { createOutages } from './readings/outages.ts'
import { createRain } from './readings/rain.ts'
import { createSources } from './readings/sources.ts'
import { createWarnings } from './readings/warnings.ts'
import { createResidents } from './residents/residents.ts'
import { createRoster } from './roster/roster.ts'
import { followDuty } from './tracks/follow-duty.ts'
import { startFrames } from './tracks/frames.ts'
import { startTrackHistory } from './tracks/history.ts'
import { phoneRoutes } from './tracks/phone-routes.ts'
import { createTracks } from './tracks/tracks.ts'

export interface RoomParts {
  pool: Pool
  databaseUrl: string
  config: Config & { fieldKey: Buffer }
  log: Log
}

export interface Rooms {
  listen(port: number, host: string): Promise<{ port: number }>
  /** What to print at the start. */
  lines: string[]
  stop(): Promise<void>
}

/** Requests that are under way at the end are answered within this time. */
const DRAIN_MS = 3_000

/** Wires the rooms together: the only place that knows them all. */
export async function openRooms({ pool, databaseUrl, config, log }: RoomParts): Promise<Rooms> {
  const installation = await openInstallation(pool, config.demo)
  const clock = await createDomainClock(pool)
  const cipher = createCipher(config.fieldKey)
  await checkFieldKey(pool, cipher)

  const accounts = createAccounts({ pool, realNow: Date.now })
  const kiosks = createKiosks({ pool, realNow: Date.now })
  const devices = createDevices(pool)
  const roster = createRoster({ pool })
  const places = await createPlaces({ pool, gridWorkers: roster.gridWorkers })
  const calendar = createCalendar(await roster.calendarDays())
  // The made-up street is loaded only where there is one: a start of one's own need not read it.
  const demo = config.demo
    ? await (await import('./demo/demo.ts')).startDemo({ pool, databaseUrl, cipher, clock, log, places, roster })
    : null
  const firstLink = config.demo ? null : await makeFirstAdministrator(pool)

  // The feed and the commands need each other: commands wake the feed, which is made a few lines further down.
  let wake: () => void = () => undefined
  const run = createCommands({ pool, clock, wake: () => wake() })
  const history = startTrackHistory({ pool, clock, log })
  const tracks = createTracks({ places, clock, history })
  const desksBy = createDesks({ pool, places, roster, calendar, cipher, tracks })
  const desks = desksBy(run, clock)
  const ledger = createLedgerStore({ cipher, clock })
  const sources = createSources(pool)
  const openEmergencyOf = async (db: Db, residentId: string) =>
    (await openEmergencyOfResident(db, residentId))?.number ?? null
  const residents = createResidents({ pool, clock, cipher, openEmergencyOf })
  const register = createRegister({
    pool,
    clock,
    cipher,
    openEmergencyOf,
    run,
    onChanged: (work, door) => followRegister(work, cipher, door),
  })

  const http = config.tls
    ? createTlsServer({ cert: await readFile(config.tls.cert), key: await readFile(config.tls.key) })
    : createServer()
  let origins: ReadonlySet<string> = new Set()
  const io = createSocketServer(http, () => origins)
  const lane = laneOf({ pool, roster, emergency: createEmergencyLane({ clock, ledger }) })
  const feed = await startFeed({ io, lane, epoch: installation.epoch, clock, log })
  wake = feed.wake
  const frames = startFrames({
    io,
    street: places.streetId() ?? '',
    table: tracks.table,
    origin: originOf(places),
    log,
  })
  const stopSockets = openSockets({ io, accounts, roster, feed, frames, log })
  const stopDutyLook = await followDuty({ roster, tracks, log })
  const past = createHistory({ pool, clock, places, rainAt: createRain(pool), tasks: () => preSeason.coming() })
  const preSeason = createPreSeason({ pool, clock, run, seasonal: past.seasonal })
  const stopPreSeason = startPreSeason({ pool, clock, preSeason, log })
  const stopKeeping = startKeeping({ pool, clock, log })
  const timers = createTimers({
    pool,
    runBy,
    handlers: { ...escalationTimers({ leaderOnDuty: async (at) => (await roster.roster(at)).leaderOnDuty }) },
  })
  // The story fires them itself between what it tells, so that after a jump everything happens in the order of time.
  const stopTimers = demo ? null : startTimers({ timers, clock, log })
  await demo?.play({ run, runBy, tracks, hands: handsOf, fireTimers: timers.fire })

  const version = versionOfPackage()
  const own = createOwnTasks({ pool, clock, roster })
  const routes: Route[] = [
    ...sessionRoutes({ accounts, kiosks, demo: config.demo, isTls: config.tls !== null, realNow: Date.now }),
    ...incidentRoutes({ pool, clock, cipher, ...desks, places, roster, own }),
    ...whistleRoutes({ pool, clock, ...desks }),
    ...emergencyRoutes({
      pool,
      clock,
      ...desks,
      ledger,
      own,
      doorPasswords: createDoorPasswords({ pool, run, cipher }),
    }),
    ...legRoutes({ pool, ...desks }),
    ...recheckRoutes({ pool, clock, ...desks, roster }),
    ...residentRoutes({ pool, clock, residents, register, places, roster }),
    ...streetRoutes({ pool, clock, run, feed, places, roster, tracks, devices }),
    ...readingRoutes({
      run,
      ...desks,
      sources,
      outages: createOutages({ pool, clock, run, places }),
      warnings: createWarnings(run),
    }),
    ...accountRoutes({ accounts, kiosks, roster, run, isTls: config.tls !== null }),
    ...demoRoutes(demo),
    ...wallRoutes(run),
    ...historyRoutes(past, preSeason),
    ...houseRoutes({
      pool, epoch: installation.epoch, version, feed, tracks, io, hasRedis: config.redisUrl !== null,
      openapi: () => openapi(),
    }), // prettier-ignore
  ]
  let document: Promise<object> | null = null
  /** Made when somebody first asks: it costs a quarter of a second. */
  const openapi = () => (document ??= import('./http/openapi.ts').then(({ openApiOf }) => openApiOf(routes, version)))
  http.on(
    'request',
    createFrontDoor({
      routes,
      phones: phoneRoutes({ findDevice: devices.find, accept: tracks.accept, countUnreadable: tracks.countUnreadable }),
      whoIs: createWhoIs(accounts),
      whichSource: createWhichSource(sources),
      origins: () => origins,
      isTls: config.tls !== null,
      clientDir: fileURLToPath(new URL('../client/dist', import.meta.url)),
      log,
    }),
  )

  return {
    lines: [...(demo?.lines ?? []), ...(demo ? [signInLine()] : []), ...(firstLink ? [firstLink] : [])],

    async listen(port, host) {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => resolve())
      })
      const address = http.address()
      const bound = typeof address === 'object' && address ? address.port : port
      origins = allowedOrigins({ host, port: bound, isTls: config.tls !== null, publicUrl: config.publicUrl })
      return { port: bound }
    },

    async stop() {
      await demo?.stop()
      await stopTimers?.()
      stopDutyLook()
      stopKeeping()
      await stopPreSeason()
      io.emit('feed:resync')
      frames.stop()
      stopSockets()
      await feed.stop()
      // Closes the sockets and the HTTP server with them, after the requests that are under way; whoever holds
      // a connection open without asking anything does not hold us.
      const impatience = setTimeout(() => http.closeAllConnections(), DRAIN_MS)
      await io.close()
      clearTimeout(impatience)
      await history.stop()
    },
  }

  /** Commands of the made-up street, on their own clock: the story also tells what happened before it began. */
  function runBy(told: Clock) {
    return createCommands({ pool, clock: told, wake: () => wake() })
  }

  /** Its callers and desk. */
  function handsOf(told: Clock): Hands {
    const toldDesks = desksBy(runBy(told), told)
    return createHands({
      pool,
      ...toldDesks,
      response: createResponseHands({ pool, ...toldDesks }),
      emergency: createEmergencyHands({ pool, ledger, ...toldDesks }),
    })
  }
}

/** Some position on the street, to count the metres of the position frames from; Beijing while there is no street. */
function originOf(places: Pick<Places, 'grids'>): Position {
  return places.grids()[0]?.labelAt ?? [116.4, 39.9]
}

function signInLine(): string {
  return `登录 · sign in: ${demoRoles.map(({ role }) => role).join(' ')}（密码 · password: ${DEMO_PASSWORD}）`
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
