import { onScopeDispose, shallowRef } from 'vue'
import { ask } from '../feed/ask.ts'
import type { FeedSocket } from '../feed/feed-socket.ts'
import { followFeed } from '../feed/follow-feed.ts'
import type { FeedListener, FeedReading } from '../feed/follow-feed.ts'
import type { LinkFacts } from '../feed/link.ts'
import { JoinEnvelope } from '../feed/seen.ts'
import { createServerClock } from '../feed/server-clock.ts'
import { useLink } from '../feed/useLink.ts'
import { useServerNow } from '../feed/useServerNow.ts'

const timers = {
  now: () => performance.now(),
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** Follows the lane for one screen and tells how old its picture is; ends with the screen. */
export function useFollowedLane<Entities, Change extends { seq: number }>(
  socket: FeedSocket,
  board: Pick<FeedListener<Entities, Change>, 'onSnapshot' | 'onChange' | 'openHeld'>,
  reading: FeedReading<Entities, Change>,
) {
  const clock = createServerClock(timers.now)
  const { now, look } = useServerNow(clock)
  const facts = shallowRef<LinkFacts>({
    connected: false,
    joined: false,
    refused: false,
    startedMs: timers.now(),
    tickMs: null,
    attempt: 0,
    nextTryMs: null,
    caughtUp: null,
    divergences: 0,
  })
  /** The server's time when the newest tick was made: `数据停在`. */
  const checkedAt = shallowRef<string | null>(null)
  /** How fast the street's time runs; null while it is real time. */
  const demoRate = shallowRef<number | null>(null)

  const stop = followFeed(
    socket,
    {
      ...board,
      onTick(tick) {
        clock.set(tick)
        checkedAt.value = tick.serverNow
        demoRate.value = tick.demoRate
        look()
      },
      onLink: (news) => (facts.value = news),
      onTrouble: (error) => console.warn('feed', error),
    },
    timers,
    reading,
    // Over HTTP it comes compressed: a sixth of what it is on the socket.
    () => ask(JoinEnvelope, '/api/changes').catch(() => null),
  )
  onScopeDispose(stop)

  return { now, checkedAt, demoRate, link: useLink(facts, timers.now) }
}
