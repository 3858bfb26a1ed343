import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { SignInAnswer } from '#shared/account'
import { centroidOf } from '#shared/geo'
import type { Position } from '#shared/geo'
import { TrackCounts, TrackStats } from '#shared/phone'
import { SentDrawing } from '#shared/sent-drawing'
import { MINUTE_MS } from '#shared/time'
import { phoneRequest } from './replay-phone.ts'
import type { PhoneApp } from './replay-phone.ts'
import { centreOn, durationMs, longestStretch, readRecording } from './replay-tracks.ts'
import type { RecordedFix } from './replay-tracks.ts'

export interface ReplayOptions {
  file: string
  url: string
  via: PhoneApp
  tracks: number
  /** How many recorded seconds pass in one. */
  speed: number
  /** Of each track, recorded minutes. */
  minutes: number
  signIn: { token: string } | { username: string; password: string }
  /** Ends the replay early; what was sent is still counted and the phones are still taken back. */
  signal: AbortSignal
  say: (line: string) => void
}

export interface ReplayResult extends TrackCounts {
  sent: number
  /** What was answered with anything but 200, or not at all. */
  failed: number
}

const SHORTEST_MS = MINUTE_MS
const DeviceAnswer = z.object({ device: z.object({ id: z.uuid() }), token: z.string() })
const Staff = z.object({
  workers: z.array(z.object({ id: z.uuid(), duty: z.enum(['on', 'off']), teamId: z.uuid().nullable() })),
})

/**
 * Walks recorded tracks across the street as so many phones, each carried by a worker on duty, from now on.
 * Resolves with what became of the fixes when all are sent.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { file, tracks, minutes, speed, via, signal, say } = options
  setMaxListeners(0, signal) // every phone waits for it
  const recording = await readRecording(file)
  const api = await signIn(options)
  const { boundary } = await api('GET', '/api/places/drawing', SentDrawing)
  const { workers } = await api('GET', '/api/roster', Staff)
  const carriers = workers.filter((worker) => worker.duty === 'on' && worker.teamId === null) // a team moves as one

  const walks = chooseWalks([...recording.tracks.values()], centroidOf(boundary), minutes * MINUTE_MS)
  const count = Math.min(tracks, walks.length, carriers.length)
  if (count === 0)
    throw new Error(`Expected tracks of a minute and workers on duty, got ${walks.length} and ${carriers.length}`)
  say(`${recording.tracks.size} tracks read (${recording.unreadable} lines unreadable), ${walks.length} fit the street`)
  say(`${count} phones via ${via}, ${speed} × as fast as recorded`)

  const phones = []
  for (const [i, fixes] of walks.slice(0, count).entries()) {
    const phone = { id: randomUUID(), workerId: carriers[i]?.id, label: `回放 ${i + 1}`, crs: 'WGS84' }
    const { token } = await api('POST', '/api/devices', DeviceAnswer, phone)
    phones.push({ id: phone.id, token, fixes })
  }
  try {
    const sending = await Promise.all(phones.map((phone) => walk(phone, options)))
    const { devices } = await api('GET', '/api/tracks/stats', TrackStats)
    const counts = sumCounts(phones.flatMap(({ id }) => devices[id] ?? []))
    const sent = sending.reduce((total, one) => total + one.sent, 0)
    return { sent, failed: sending.reduce((total, one) => total + one.failed, 0), ...counts }
  } finally {
    for (const { id } of phones) await api('DELETE', `/api/devices/${id}`, z.unknown())
    if (signal.aborted) say('ended early')
  }
}

/** The tracks that fit, the longest first, each by itself in the middle of the street. */
export function chooseWalks(tracks: readonly RecordedFix[][], centre: Position, longestMs: number): RecordedFix[][] {
  return tracks
    .map((fixes) => longestStretch(fixes))
    .filter((stretch) => durationMs(stretch) >= SHORTEST_MS)
    .sort((a, b) => durationMs(b) - durationMs(a))
    .map((stretch) => {
      const startMs = stretch[0]?.atMs ?? 0
      return centreOn(stretch, centre).filter((fix) => fix.atMs - startMs <= longestMs)
    })
}

async function walk({ token, fixes }: { token: string; fixes: RecordedFix[] }, options: ReplayOptions) {
  const { url, via, speed, signal } = options
  const [recordedMs, startMs] = [fixes[0]?.atMs ?? 0, Date.now()]
  let sent = 0
  let failed = 0
  for (const fix of fixes) {
    const dueMs = startMs + (fix.atMs - recordedMs) / speed
    await sleep(Math.max(0, dueMs - Date.now()), undefined, { signal }).catch(() => undefined) // ended early
    if (signal.aborted) break
    const { path, ...request } = phoneRequest(via, token, fix.position, Math.round(dueMs))
    const status = await fetch(`${url}${path}`, request).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status
      },
      () => 0, // nobody there: a phone would try again, a recording goes on
    )
    sent++
    if (status !== 200) failed++
  }
  return { sent, failed }
}

type Api = <T>(method: string, path: string, answer: z.ZodType<T>, body?: unknown) => Promise<T>

async function signIn({ url, signIn: by }: ReplayOptions): Promise<Api> {
  const apiWith =
    (token: string | null): Api =>
    async (method, path, answer, body) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!response.ok)
        throw new Error(`${method} ${path}: expected an answer, got ${response.status} ${await response.text()}`)
      return answer.parse(await response.json())
    }
  if ('token' in by) return apiWith(by.token)
  return apiWith((await apiWith(null)('POST', '/api/session', SignInAnswer, by)).token)
}

function sumCounts(all: readonly TrackCounts[]): TrackCounts {
  const rejected: Record<string, number> = {}
  for (const counts of all) {
    for (const [reason, count] of Object.entries(counts.rejected)) rejected[reason] = (rejected[reason] ?? 0) + count
  }
  return TrackCounts.parse({ accepted: all.reduce((total, counts) => total + counts.accepted, 0), rejected })
}
