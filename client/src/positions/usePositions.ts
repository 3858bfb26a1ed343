import { onScopeDispose, shallowReadonly, shallowRef } from 'vue'
import { TracksRoster } from '#shared/feed'
import type { Reply } from '#shared/feed'
import type { PositionState } from '#shared/phone'
import { parse, Problem } from '#shared/problem'
import type { FeedSocket } from '../feed/feed-socket.ts'
import { createPositions } from './positions.ts'

const LOOK_MS = 1_000
const JOIN_ANSWER_MS = 5_000
/** Between two questions; frames that are missing one are many. */
const ASK_AGAIN_MS = 2_000
/** Frames come every second; so long without one, something is wrong beyond a lost packet. */
const SILENCE_MS = 10_000

export interface PositionsParts {
  /** Monotonic milliseconds. */
  now?: () => number
  /** What cannot be understood is left out and told here. */
  onTrouble?: (error: unknown) => void
}

/**
 * Follows the position lane while the scope lives: joins whenever the socket connects, asks for a full frame
 * when one is missing, ages what it has when nothing comes.
 */
export function usePositions(socket: FeedSocket, parts: PositionsParts = {}) {
  const { now = () => performance.now(), onTrouble = (error) => console.warn('positions', error) } = parts
  const positions = createPositions()
  /** Grows when anything in `positions` changed: watch this, then read that. */
  const version = shallowRef(0)
  const counts = shallowRef<Record<PositionState, number>>({ fresh: 0, fading: 0, lost: 0 })
  /** How old the lane itself is, by its last frame; null before the first. */
  const laneAgeMs = shallowRef<number | null>(null)
  const roster = shallowRef<TracksRoster | null>(null)
  let askedMs = -Infinity
  let isRefused = false

  function look() {
    const nowMs = now()
    counts.value = positions.look(nowMs)
    const { receivedMs } = positions.view
    laneAgeMs.value = Number.isNaN(receivedMs) ? null : nowMs - receivedMs
    version.value++
  }

  function takeRoster(input: unknown) {
    const told = parse(TracksRoster, input, 'roster of positions')
    positions.takeRoster(told)
    roster.value = told
    look()
  }

  function ask() {
    if (!socket.connected || isRefused || now() - askedMs < ASK_AGAIN_MS) return
    askedMs = now()
    socket.timeout(JOIN_ANSWER_MS).emit('tracks:join', {}, (lost: Error | null, reply: Reply<unknown>) => {
      try {
        if (lost) throw lost
        if (!reply.ok) {
          isRefused = reply.problem.code === 'forbidden'
          throw new Problem(reply.problem.code, reply.problem.detail)
        }
        takeRoster(reply.value)
      } catch (error) {
        onTrouble(error)
      }
    })
  }

  function onConnect() {
    isRefused = false
    askedMs = -Infinity
    positions.breakOff()
    ask()
  }

  function onFrame(frame: unknown) {
    try {
      const news = positions.takeFrame(frame, now())
      if (news === 'gap') ask()
      else if (news !== 'old') look()
    } catch (error) {
      onTrouble(error)
      ask() // what could not be understood is missing
    }
  }

  function onRoster(input: unknown) {
    try {
      takeRoster(input)
    } catch (error) {
      onTrouble(error)
    }
  }

  const timer = setInterval(() => {
    look()
    const silentMs = laneAgeMs.value ?? Infinity
    if (silentMs > SILENCE_MS && now() - askedMs > SILENCE_MS) ask()
  }, LOOK_MS)

  socket.on('connect', onConnect)
  socket.on('tracks:frame', onFrame)
  socket.on('tracks:roster', onRoster)
  if (socket.connected) onConnect()

  onScopeDispose(() => {
    clearInterval(timer)
    socket.off('connect', onConnect)
    socket.off('tracks:frame', onFrame)
    socket.off('tracks:roster', onRoster)
  })

  return {
    positions,
    version: shallowReadonly(version),
    counts: shallowReadonly(counts),
    laneAgeMs: shallowReadonly(laneAgeMs),
    roster: shallowReadonly(roster),
  }
}
