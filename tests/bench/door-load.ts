import { Agent, request } from 'node:http'
import { z } from 'zod'
import { offsetMeters } from '#shared/geo'
import { DEMO_CENTER, DEMO_SEED, drawStreet } from '../../server/demo/street/draw-street.ts'
import { answerParent } from './child.ts'
import { phoneToken } from './phone-token.ts'

// Phones as OwnTracks makes them. Arguments: port, number of phones. A question is a number of fixes:
// every phone sends so many, one after the other, some phones at a time; the answer comes when all are taken.

const [port, phones] = z.tuple([z.coerce.number(), z.coerce.number()]).parse(process.argv.slice(2))
const AT_A_TIME = 16
const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })
const starts = drawStreet({ seed: DEMO_SEED, center: DEMO_CENTER }).grids.map((grid) => grid.labelAt)
/** Each fix is a second after the one before, and all of them are past: a phone that catches up. */
const firstSecond = Math.floor(Date.now() / 1_000) - 3_000
let sent = 0

answerParent(async (question) => {
  const fixes = z.number().parse(question)
  for (let fix = 0; fix < fixes; fix++, sent++) {
    for (let phone = 0; phone < phones; phone += AT_A_TIME) {
      const together = Array.from({ length: Math.min(AT_A_TIME, phones - phone) }, (_, beside) => phone + beside)
      await Promise.all(together.map((one) => send(one)))
    }
  }
  return fixes * phones
})

function send(phone: number): Promise<void> {
  const [lng, lat] = offsetMeters(starts[phone % starts.length] ?? DEMO_CENTER, sent * 0.2, 0)
  const body = JSON.stringify({ _type: 'location', lat, lon: lng, tst: firstSecond + sent, acc: 8, vel: 4, batt: 80, tid: 'xx' }) // prettier-ignore
  const authorization = `Basic ${Buffer.from(`phone:${phoneToken(phone)}`).toString('base64')}`
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        port,
        host: '127.0.0.1',
        agent,
        method: 'POST',
        path: '/owntracks',
        headers: { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume()
        response.once('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`Expected 200, got ${response.statusCode}`))
        })
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}
