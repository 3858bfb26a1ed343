import { describe, expect, it } from 'vitest'
import { planDebian } from '../../bench/install-peers.ts'
import { countPackets, payloadOf, publishOn, readPackets, subscribeTo, TOPIC } from '../../bench/mqtt.ts'
import { createOurFrames } from '../../bench/our-frames.ts'
import { parseCpuMicros } from '../../bench/process-cpu.ts'
import { readStreet, writeStreet } from '../../bench/street-bytes.ts'
import { startWalk } from '../../bench/walk.ts'

describe('the contestants that Debian has', () => {
  const here = { isRoot: false, hasApt: true, canSudo: () => false }

  it('are not asked for when they are all there', () => {
    expect(planDebian([], here)).toEqual({ commands: [] })
  })

  it('are installed by root, and what they serve is not started', () => {
    expect(planDebian(['mosquitto', 'gcc'], { ...here, isRoot: true })).toEqual({
      commands: [
        expect.arrayContaining(['RUNLEVEL=1', 'apt-get', 'update']),
        expect.arrayContaining(['RUNLEVEL=1', 'apt-get', 'install', 'mosquitto', 'gcc']),
      ],
    })
  })

  it('are installed with sudo by whoever needs no password for it', () => {
    const plan = planDebian(['redis-server'], { ...here, canSudo: () => true })
    expect('commands' in plan && plan.commands.map(([program]) => program)).toEqual(['sudo', 'sudo'])
  })

  it.each([
    [{}, 'neither root nor sudo'],
    [{ isRoot: true, hasApt: false }, 'no apt-get'],
  ])('are left out by name elsewhere: %j', (about, why) => {
    const plan = planDebian(['mosquitto', 'redis-server'], { ...here, ...about })
    expect(plan).toEqual({ leftOut: expect.stringMatching(`mosquitto redis-server.*${why}`) })
  })
})

describe('the CPU time of another process', () => {
  it.each(['node', 'a (b) c', ') 1 2 3 4 5 6 7 8 9 10 11 12 13 14'])('is read beside the name %j', (name) => {
    const stat = `4711 (${name}) S 1 4711 4711 0 -1 4194304 9 0 0 0 25 17 3 4 20 0 1 0 1276568 3133440 389`
    expect(parseCpuMicros(stat)).toBe(420_000)
  })

  it('is not guessed from something else', () => {
    expect(() => parseCpuMicros('no such process')).toThrow('Expected /proc/PID/stat')
  })
})

describe('the packets of MQTT', () => {
  const payloads = [0, 1, 119, 120, 16_375, 16_376, 20_000].map((size) => Buffer.alloc(size, 0x82))
  const stream = Buffer.concat([subscribeTo(TOPIC), ...payloads.map((payload) => publishOn(TOPIC, payload))])

  it.each([1, 2, 3, 7, 64, 1_000_000])(
    'come whole out of a stream in pieces of %i bytes, read or only counted',
    (piece) => {
      const read: (Buffer | null)[] = []
      let counted = 0
      const take = readPackets((packet) => read.push(payloadOf(packet)))
      const count = countPackets(() => counted++)
      for (let from = 0; from < stream.length; from += piece) {
        take(stream.subarray(from, from + piece))
        count(stream, from, Math.min(from + piece, stream.length))
      }
      expect(read.map((payload) => payload?.length)).toEqual([undefined, ...payloads.map(({ length }) => length)])
      expect(counted).toBe(1 + payloads.length)
    },
  )
})

describe('the frames that other ways bring', () => {
  it('are full at first and after 30 seconds, and small in between', () => {
    const walk = startWalk(300)
    const nextFrame = createOurFrames(300)
    const sizes = Array.from({ length: 31 }, () => {
      const { length } = nextFrame(walk.positions, walk.at)
      walk.step()
      return length
    })
    const small = Math.max(...sizes.slice(1, 29))
    expect(sizes.flatMap((size, second) => (size > small ? second : []))).toEqual([0, 29])
  })
})

describe('the street as typed arrays', () => {
  it('comes out of its block as it was written, to the centimetre', () => {
    const rings: [number, number][][] = [
      [[116.301, 39.9], [116.303, 39.9], [116.303, 39.9021], [116.301, 39.9]],
      [[116.2999, 39.91], [116.3, 39.91], [116.2999, 39.91]],
    ] // prettier-ignore
    const block = writeStreet(rings, [[116.32, 39.88]], [116.302, 39.902])
    const { starts, corners, points } = readStreet(new Uint8Array(block).buffer)
    expect([...starts]).toEqual([0, 4, 7])
    rings.flat().forEach(([lng, lat], at) => {
      expect(corners[2 * at]).toBeCloseTo(lng - 116.302, 7)
      expect(corners[2 * at + 1]).toBeCloseTo(lat - 39.902, 7)
    })
    expect(points[0]).toBeCloseTo(0.018, 7)
    expect(points).toHaveLength(2)
  })
})
