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
import { CannotStart } from './db/cannot-start.ts'
import { createCommands } from './db/command.ts'
import type { RunCommand } from './db/command.ts'
import { createDomainClock } from './db/domain-clock.ts'
import { startKeeping } from './db/keeping.ts'
import { createTimers, startTimers } from './db/timers.ts'
import { openInstallation } from './db/installation.ts'
import { assignmentsByIds, currentAssignments } from './dispatch/assignment-store.ts'
import type { Db } from './db/transaction.ts'
import { createDispatch } from './dispatch/dispatch.ts'
import { createWhistles } from './dispatch/whistles.ts'
import { currentWhistles, whistlesByIds } from './dispatch/whistle-store.ts'
import { createLegs } from './dispatch/legs.ts'
import { currentLegs, legsByIds } from './dispatch/leg-store.ts'
import type { Hands } from './demo/hands.ts'
import { createEmergencyHands } from './demo-emergency-hands.ts'
import { createHands } from './demo-hands.ts'
import { createResponseHands } from './demo-response-hands.ts'
import { createEmergencies } from './emergency/emergencies.ts'
import { createDoorPasswords } from './emergency/door-password.ts'
import { hadEmergency, openEmergencyOfResident, runsDrill, utilities } from './emergency/emergency-store.ts'
import { createEmergencyLane } from './emergency/lane-things.ts'
import { followRegister } from './emergency/follow-register.ts'
import { createLedgerDesk } from './emergency/ledger.ts'
import { createLedgerStore } from './emergency/ledger-store.ts'
import { createSweep } from './emergency/sweep.ts'
import type { LaneReaders } from './feed/lane.ts'
import { createLane } from './feed/lane.ts'
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
import { DEMO_PASSWORD, demoRoles } from './identity/demo-accounts.ts'
import { createDevices } from './identity/devices.ts'
import { createKiosks } from './identity/kiosks.ts'
import { makeFirstAdministrator } from './identity/first-administrator.ts'
import { allowedOrigins } from './identity/origin.ts'
import { createHistory } from './history/history.ts'
import { createPreSeason, startPreSeason } from './history/pre-season.ts'
import { createAlarms } from './incidents/alarms.ts'
import { createDesk } from './incidents/desk.ts'
import { alarmsByIds, recentAlarms } from './incidents/alarm-store.ts'
import { escalationTimers } from './incidents/escalation.ts'
import { currentThings, thingsByIds } from './incidents/lane-things.ts'
import { lookAfterRain } from './incidents/look-after-rain.ts'
import { createRechecks } from './incidents/rechecks.ts'
import { currentRechecks, rechecksByIds } from './incidents/recheck-store.ts'
import { createIntake } from './intake/intake.ts'
import { createPlaces } from './places/places.ts'
import { createResponsible } from './responsible.ts'
import type { Places } from './places/places.ts'
import { createCalendar, workingDayAfter } from './promises/calendar.ts'
import { createRegister } from './residents/register.ts'
import { createOutages } from './readings/outages.ts'
import { createRain } from './readings/rain.ts'
import { createReadings } from './readings/readings.ts'
import { createSources } from './readings/sources.ts'
import { createWarnings } from './readings/warnings.ts'
import { createResidents } from './residents/residents.ts'
import { createRoster } from './roster/roster.ts'
import { startFrames } from './tracks/frames.ts'
import { startTrackHistory } from './tracks/history.ts'
import { phoneRoutes } from './tracks/phone-routes.ts'
import { createTracks } from './tracks/tracks.ts'
import { unitsOnDuty } from './tracks/units-on-duty.ts'

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

/** How often the positions learn who is on duty; a change of duty shows on the map within this time. */
const DUTY_LOOK_MS = 2_000

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
  const intake = createIntake({ pool, run, places, calendar, cipher, clock })
  const desk = createDesk({ run, calendar, hadEmergency })
  const alarms = createAlarms(run)
  const dispatch = createDispatch({ run, roster })
  const whistles = whistlesBy(run)
  const emergencies = createEmergencies({ pool, run, clock, cipher, places })
  const ledger = createLedgerStore({ cipher, clock })
  const ledgerDesk = createLedgerDesk({ run, cipher })
  const sweep = createSweep({ run, cipher })
  const sources = createSources(pool)
  const readings = createReadings({ pool, clock, run, heard: lookAfterRain })
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

  const history = startTrackHistory({ pool, clock, log })
  const tracks = createTracks({ places, clock, history })

  const http = config.tls
    ? createTlsServer({ cert: await readFile(config.tls.cert), key: await readFile(config.tls.key) })
    : createServer()
  let origins: ReadonlySet<string> = new Set()
  const io = createSocketServer(http, () => origins)
  const lane = createLane(pool, readersOf(roster, createEmergencyLane({ clock, ledger })))
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
  const stopDutyLook = await followDuty()
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
    ...incidentRoutes({ pool, clock, cipher, intake, desk, alarms, dispatch, places, roster, own }),
    ...whistleRoutes({ pool, clock, whistles }),
    ...emergencyRoutes({
      pool,
      clock,
      emergencies,
      ledgerDesk,
      ledger,
      sweep,
      own,
      doorPasswords: createDoorPasswords({ pool, run, cipher }),
    }),
    ...legRoutes({ pool, legs: legsBy(run) }),
    ...recheckRoutes({ pool, clock, rechecks: createRechecks(run), roster }),
    ...residentRoutes({ pool, clock, residents, register, places, roster }),
    ...streetRoutes({ pool, clock, run, feed, places, roster, tracks, devices }),
    ...readingRoutes({
      run,
      readings,
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

  /** The legs of a plan, with where our units are and who answers for a place. */
  function legsBy(runs: RunCommand) {
    return createLegs({
      run: runs,
      roster,
      positionOf(workerId) {
        const fix = tracks.find(workerId)
        return fix && fix.state !== 'lost' ? fix.position : null
      },
      responsibleFor: createResponsible(places),
    })
  }

  /** Its callers and desk. */
  function handsOf(told: Clock): Hands {
    const runTold = runBy(told)
    return createHands({
      pool,
      intake: createIntake({ pool, run: runTold, places, calendar, cipher, clock: told }),
      desk: createDesk({ run: runTold, calendar, hadEmergency }),
      dispatch: createDispatch({ run: runTold, roster }),
      whistles: whistlesBy(runTold),
      alarms: createAlarms(runTold),
      response: createResponseHands({ pool, legs: legsBy(runTold), rechecks: createRechecks(runTold) }),
      readings: createReadings({ pool, clock: told, run: runTold, heard: lookAfterRain }),
      emergency: createEmergencyHands({
        pool,
        emergencies: createEmergencies({ pool, run: runTold, clock: told, cipher, places }),
        ledgerDesk: createLedgerDesk({ run: runTold, cipher }),
        ledger,
        sweep: createSweep({ run: runTold, cipher }),
      }),
    })
  }

  /** Whistles know the calendar and whether a drill runs, but neither of those rooms. */
  function whistlesBy(runThem: RunCommand) {
    return createWhistles({
      run: runThem,
      roster,
      workingDayAfter: (at) => workingDayAfter(at, calendar),
      isDrill: runsDrill,
    })
  }

  /** Keeps the slots of the position frames in step with who is on duty. */
  async function followDuty(): Promise<() => void> {
    const look = async () => {
      const [workers, teams] = [await roster.workers(), await roster.teams()]
      tracks.setOnDuty(unitsOnDuty({ workers, teams }))
    }
    await look()
    const timer = setInterval(() => {
      look().catch((error: unknown) => {
        log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'could not read who is on duty')
      })
    }, DUTY_LOOK_MS)
    return () => clearInterval(timer)
  }
}

/** Some position on the street, to count the metres of the position frames from; Beijing while there is no street. */
function originOf(places: Pick<Places, 'grids'>): Position {
  return places.grids()[0]?.labelAt ?? [116.4, 39.9]
}

/** How each thing on the lane is read. */
function readersOf(
  roster: ReturnType<typeof createRoster>,
  emergency: ReturnType<typeof createEmergencyLane>,
): LaneReaders {
  return {
    incident: { byIds: thingsByIds, current: currentThings },
    assignment: {
      byIds: async (db, ids) => (await assignmentsByIds(db, ids)).map(withAssignee),
      current: async (db, since) => (await currentAssignments(db, since)).map(withAssignee),
    },
    whistle: { byIds: whistlesByIds, current: currentWhistles },
    alarm: { byIds: alarmsByIds, current: recentAlarms },
    worker: { byIds: roster.workersByIds, current: (db) => roster.workers(db) },
    line: { byIds: roster.linesByIds, current: (db) => roster.lines(db) },
    ...emergency,
    buildingUtility: utilities,
    recheck: { byIds: rechecksByIds, current: (db, since) => currentRechecks(db, since) },
    leg: { byIds: legsByIds, current: currentLegs },
  }
}

function withAssignee<T extends { assigneeId: string }>(assignment: T) {
  return { ...assignment, assigneeIds: [assignment.assigneeId] }
}

/** A key that cannot open what is stored must be noticed now, not at the first old case. */
async function checkFieldKey(pool: Pool, cipher: ReturnType<typeof createCipher>): Promise<void> {
  const { rows } = await pool.query<{ keyCheck: Buffer | null }>(`select key_check as "keyCheck" from installation`)
  const sealed = rows[0]?.keyCheck
  if (!sealed) {
    await pool.query(`update installation set key_check = $1`, [cipher.encrypt('shaotu')])
    return
  }
  try {
    cipher.decrypt(sealed)
  } catch (cause) {
    throw new CannotStart('SHAOTU_KEY (or DATA_DIR/key) is not the key this database was encrypted with', { cause })
  }
}

function signInLine(): string {
  return `登录 · sign in: ${demoRoles.map(({ role }) => role).join(' ')}（密码 · password: ${DEMO_PASSWORD}）`
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
