import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Audience } from '#shared/account'
import type { LaneEntity } from '#shared/feed'
import { startFeed } from '../../../server/feed/feed.ts'
import type { FeedServer, FeedSocket } from '../../../server/feed/feed.ts'
import type { Lane, LaneThing } from '../../../server/feed/lane.ts'
import { everybodyAt } from '../../../server/feed/viewer.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { listen } from '../tracks/listen.ts'

const EPOCH = randomUUID()
const things = {} as Record<LaneEntity, LaneThing[]> // nobody asks for a picture that has anything in it

/** A lane in memory: what was asked of it is written down, and its head can be made to wait. */
function createLane() {
  const asked: string[] = []
  const id = randomUUID()
  let head = 0
  let beforeHead = () => Promise.resolve()
  const lane: Lane = {
    async head() {
      await beforeHead()
      return head
    },
    oldest: () => Promise.resolve(1),
    after(since) {
      asked.push(`after ${since}`)
      return Promise.resolve(
        Array.from({ length: head - since }, (_, at) => {
          const seq = since + at + 1
          const change = { seq, at: new Date().toISOString(), entity: 'incident' as const, id, revision: seq, actorId: null, fields: ['summary'] } // prettier-ignore
          return { ...change, thing: { id, revision: seq, summary: `${seq}` } as LaneThing } // all that the wall is told of
        }),
      )
    },
    picture() {
      asked.push('picture')
      return Promise.resolve({ seq: head, things })
    },
  }
  return {
    lane,
    asked,
    commit: () => void head++,
    holdHead(until: () => Promise<void>) {
      beforeHead = until
    },
  }
}

describe('a feed that nobody listens to', () => {
  const closing: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0)) await close()
  })

  async function open() {
    const made = createLane()
    const http = createServer()
    const io: FeedServer = new Server(http, { transports: ['websocket'] })
    const clock = { now: () => new Date().toISOString(), rate: () => null, refresh: () => Promise.resolve() }
    const limits = { pollMs: 60_000, digestMs: 0 }
    const feed = await startFeed({ io, lane: made.lane, epoch: EPOCH, clock, log: quietLog, limits })
    closing.push(() => feed.stop(), () => io.close()) // prettier-ignore
    const url = await listen(http)

    async function enter(audience: Audience) {
      const came = new Promise<FeedSocket>((resolve) => io.once('connection', resolve))
      const client = connect(url, { transports: ['websocket'], forceNew: true, reconnection: false })
      closing.unshift(() => client.close())
      const heard: number[] = []
      client.on('feed:change', ({ seq }: { seq: number }) => heard.push(seq))
      const socket = await came
      socket.data = { viewer: everybodyAt(audience), audience, sessionHash: '', heard: { second: 0, count: 0, answered: 0 } } // prettier-ignore
      return { socket, heard }
    }
    return { ...made, feed, enter }
  }

  it('reads how far the changes have come, and neither the changes nor a picture of everything', async () => {
    const { feed, commit, asked } = await open()
    for (let times = 1; times <= 3; times++) {
      commit()
      feed.wake()
      await vi.waitFor(() => expect(feed.sentThrough()).toBe(times))
    }
    expect(asked).toEqual([])
  })

  it('tells whoever comes later what happens from then on, each change once', async () => {
    const { feed, commit, enter, asked } = await open()
    commit()
    feed.wake()
    await vi.waitFor(() => expect(feed.sentThrough()).toBe(1))
    const { socket, heard } = await enter('wall')
    await expect(feed.join(socket, { epoch: EPOCH, since: 1 })).resolves.toMatchObject({ seq: 1, changes: [] })
    commit()
    feed.wake()
    await vi.waitFor(() => expect(heard).toEqual([2]))
    expect(asked.filter((question) => question === 'after 0')).toEqual([])
  })

  it('passes nothing over for somebody who came while it asked how far the changes are', async () => {
    const { feed, commit, enter, holdHead } = await open()
    const { socket, heard } = await enter('wall')
    let goOn = () => {}
    const isAsked = new Promise<void>((asked) =>
      holdHead(() => {
        asked()
        return new Promise((resolve) => (goOn = resolve))
      }),
    )
    feed.wake()
    await isAsked
    holdHead(() => Promise.resolve())
    // They have looked at the head before the commit of which the answer under way will tell.
    await expect(feed.join(socket, { epoch: EPOCH, since: 0 })).resolves.toMatchObject({ seq: 0 })
    commit()
    goOn()
    await vi.waitFor(() => expect(heard).toEqual([1]))
  })
})
