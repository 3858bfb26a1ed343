import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { distanceMeters, offsetMeters } from '#shared/geo'
import { phoneApps, phoneRequest } from '../../../server/demo/replay-phone.ts'
import { chooseWalks } from '../../../server/demo/replay.ts'
import { centreOn, durationMs, longestStretch, readRecording } from '../../../server/demo/replay-tracks.ts'
import type { RecordedFix } from '../../../server/demo/replay-tracks.ts'
import { ORIGIN } from './walkers.ts'

const AT = Date.parse('2008-04-01T00:00:00.000Z')

/** One fix a second, so many metres further east each. */
const makeTrack = (seconds: number, meters: number, startMs = AT): RecordedFix[] =>
  Array.from({ length: seconds }, (_, second) => ({
    atMs: startMs + second * 1_000,
    position: offsetMeters([116.3, 40], second * meters, 0),
  }))

describe('a recording', () => {
  let folder = ''
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it.each(['tracks.csv', 'tracks.csv.gz'])('is read from %s, and lines that are none are counted', async (name) => {
    folder = await mkdtemp(join(tmpdir(), 'shaotu-replay-'))
    const lines = [
      'track,time,lat,lon',
      'a,2008-04-01T00:00:00Z,40,116.3',
      'b,2008-04-01T00:00:00Z,40,116.4',
      'a,yesterday,40,116.3',
      'a,2008-04-01T00:00:05Z,116.3,40',
      'a,2008-04-01T00:00:07Z,40.001,116.3',
    ]
    const text = `${lines.join('\n')}\n`
    await writeFile(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
    const recording = await readRecording(join(folder, name))
    expect(recording.unreadable).toBe(2)
    expect([...recording.tracks.keys()]).toEqual(['a', 'b'])
    expect(recording.tracks.get('a')).toEqual([
      { atMs: AT, position: [116.3, 40] },
      { atMs: AT + 7_000, position: [116.3, 40.001] },
    ])
  })

  it('that is not there is an error', async () => {
    await expect(readRecording('no-such-file.csv')).rejects.toThrow('ENOENT')
  })
})

describe('a track', () => {
  it('longer than the street is wide is cut to a part that fits', () => {
    const stretch = longestStretch(makeTrack(1_000, 10))
    const [first, last] = [stretch[0], stretch.at(-1)]
    expect(first && last && distanceMeters(first.position, last.position)).toBeLessThanOrEqual(3_000)
    expect(durationMs(stretch)).toBeGreaterThan(290_000)
  })

  it('with a gap is cut to its longer part', () => {
    const track = [...makeTrack(100, 1), ...makeTrack(200, 1, AT + 1_000_000)]
    expect(longestStretch(track)).toEqual(track.slice(100))
  })

  it('is put in the middle of the street, step for step', () => {
    const track = makeTrack(11, 10)
    const moved = centreOn(track, ORIGIN)
    expect(distanceMeters(moved[5]?.position ?? [0, 0], ORIGIN)).toBeLessThan(0.1)
    expect(distanceMeters(moved[0]?.position ?? [0, 0], moved[10]?.position ?? [0, 0])).toBeCloseTo(100, 0)
  })

  it('of less than a minute is left out; the longest come first, each for as long as was asked', () => {
    const walks = chooseWalks([makeTrack(30, 1), makeTrack(100, 1), makeTrack(200, 1)], ORIGIN, 150_000)
    expect(walks.map((walk) => walk.length)).toEqual([151, 100])
  })
})

describe('a replayed phone', () => {
  it.each(phoneApps)('with %s says nothing of the recording but where', (app) => {
    const request = phoneRequest(app, 'sesame', ORIGIN, AT)
    expect(JSON.stringify(request)).toContain(String(ORIGIN[1]))
    expect(request.path).toMatch(/^\/(owntracks|osmand)/)
  })
})

const recording = '../shared/data/geolife-haidian.csv.gz'
if (!existsSync(recording)) console.log(`skipped: ${recording} is not here, so no real recording is read`)

describe.skipIf(!existsSync(recording))('a real recording', () => {
  it('has many tracks that fit a street', async () => {
    const { tracks, unreadable } = await readRecording(recording)
    expect(unreadable).toBe(0)
    expect(tracks.size).toBe(43)
    expect(chooseWalks([...tracks.values()], ORIGIN, 600_000).length).toBeGreaterThan(20)
  })
})
