import type { Absent, Contestant } from './contest.ts'
import { cpuMicrosOfAnother, LONG_ENOUGH_MICROS } from './figures.ts'
import { whyNot } from './peers.ts'
import { startRedis } from './redis.ts'
import { codeOf, startWalk } from './walk.ts'

const WORKERS = 3_000
/** How far apart a place and what Redis makes of it may be, in degrees: it keeps 52 bits, about 0.6 m. */
const NEAR_DEGREES = 1e-5

interface RedisDoor {
  contestant: Contestant | Absent
  end(): Promise<void>
}

/** Redis told of everybody's new position, a second's in one pipeline; its CPU time for one of them. */
export async function openRedisDoor(): Promise<RedisDoor> {
  const absent = whyNot('redis_geoadd', 'redis-server')
  if (absent) return { contestant: absent, end: () => Promise.resolve() }
  const redis = await startRedis()
  const walk = startWalk(WORKERS)
  const key = 'workers'
  const tell = async () => {
    walk.step()
    const commands = Array.from({ length: WORKERS }, (_, slot) => {
      const [lng, lat] = [walk.positions[2 * slot], walk.positions[2 * slot + 1]]
      return ['GEOADD', key, String(lng), String(lat), codeOf(slot)]
    })
    const answers = await redis.pipeline(commands, WORKERS)
    const strange = answers.find((answer) => answer !== ':0' && answer !== ':1')
    if (strange !== undefined || answers.length !== WORKERS) throw new Error(`Expected Redis to count, got ${strange}`)
  }
  await tell()
  await compare()

  const contestant: Contestant = {
    id: 'redis_geoadd',
    async measure() {
      const micros = await cpuMicrosOfAnother(redis.cpuMicros, tell, LONG_ENOUGH_MICROS)
      await compare()
      return micros / WORKERS
    },
  }
  return { contestant, end: redis.end }

  /** Asks back where everybody is. */
  async function compare() {
    const members = Array.from({ length: WORKERS }, (_, slot) => codeOf(slot))
    // One line before all, and for each: that it is two, a length, a number, a length, a number.
    const answers = await redis.pipeline([['GEOPOS', key, ...members]], 1 + 5 * WORKERS)
    const found = members.flatMap((_, slot) => [Number(answers[3 + 5 * slot]), Number(answers[5 + 5 * slot])])
    const isNear = found.every((degrees, at) => Math.abs(degrees - (walk.positions[at] ?? NaN)) < NEAR_DEGREES)
    if (!isNear) throw new Error('Expected Redis to say where everybody is')
  }
}
