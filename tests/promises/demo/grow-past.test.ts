import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { growPast } from '../../../server/demo/grow-past.ts'
import type { PastNews } from '../../../server/demo/past-thread.ts'
import { DEMO_SEED } from '../../../server/demo/street/draw-street.ts'
import { createRoster } from '../../../server/roster/roster.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { openStreetServer } from '../../support/street-server.ts'
import type { StreetServer } from '../../support/street-server.ts'
import { drawTestStreet } from '../../support/street.ts'

/** So many answers while the past is drawn show that nobody waits for it; drawn on the server's own thread it is none. */
const ANSWERS = 20

describe('while the two years before are drawn', () => {
  let street: StreetServer
  beforeAll(async () => {
    street = await openStreetServer()
    await street.pool.query(`insert into story (opened_on, told_through) values ('2026-11-18', '2026-11-18T06:32:00Z')`)
  })
  afterAll(() => street.close())

  const grow = (onNews: (news: PastNews) => void) => {
    const parts = { pool: street.pool, databaseUrl: street.url, roster: createRoster({ pool: street.pool }) }
    return growPast({
      ...parts,
      street: drawTestStreet(),
      seed: DEMO_SEED,
      log: quietLog,
      onProgress: () => undefined,
      onNews,
    })
  }
  const stored = async () => {
    const { rows } = await street.pool.query<{ n: number }>(`select count(*) as n from incident`)
    return rows[0]?.n
  }

  it('nothing is kept of a past that was given up half way', async () => {
    let stop: () => Promise<void> = () => Promise.resolve()
    const drawn = new Promise<void>((resolve) => (stop = grow(({ does }) => does === 'drawn' && resolve())))
    await drawn
    await stop()
    expect(await stored()).toBe(0)
  }, 120_000)

  it('the server goes on answering, and afterwards all of it is there, once', async () => {
    const news: PastNews[] = []
    let stop: () => Promise<void> = () => Promise.resolve()
    const isStored = new Promise<void>((resolve) => {
      stop = grow((one) => {
        news.push(one)
        if (one.does === 'stored') resolve()
      })
    })
    const isUnderWay = (does: PastNews['does']) => news.some((one) => one.does === does)
    let answers = 0
    while (!isUnderWay('drawn')) {
      const { status } = await street.send('GET', '/healthz')
      if (status === 200 && isUnderWay('drawing') && !isUnderWay('drawn')) answers++
    }
    expect(answers).toBeGreaterThanOrEqual(ANSWERS)
    await isStored
    await stop()
    expect(await stored()).toBe(25_100)
    expect(news.map(({ does }) => does)).toEqual(['drawing', 'drawn', 'stored'])
    await grow(() => expect.unreachable('it is there already'))()
  }, 120_000)
})
