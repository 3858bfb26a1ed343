import { parseArgs } from 'node:util'
import { z } from 'zod'
import { phoneApps } from './replay-phone.ts'
import { replay } from './replay.ts'

const USAGE = `npm run replay -- FILE [--via owntracks|osmand|traccar] [--tracks 10] [--speed 1] [--minutes 10]
                       [--url http://127.0.0.1:8080] [--token TOKEN | --username admin --password demo]

FILE holds lines of track,time,lat,lon (.csv or .csv.gz). It is read where it lies and never copied.
Faster than 1 makes sense only when the street's clock runs as fast: otherwise people seem to run, and are rejected.`

const Options = z.object({
  via: z.enum(phoneApps),
  tracks: z.coerce.number().int().min(1).max(3_000),
  speed: z.coerce.number().min(0.1).max(100),
  minutes: z.coerce.number().positive(),
  url: z.url().transform((url) => url.replace(/\/$/, '')),
})

const option = (value: string) => ({ type: 'string' as const, default: value })

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      via: option('owntracks'),
      tracks: option('10'),
      speed: option('1'),
      minutes: option('10'),
      url: option('http://127.0.0.1:8080'),
      token: { type: 'string' },
      username: option('admin'),
      password: option('demo'),
    },
  })
  const [file] = positionals
  if (file === undefined) throw new Error('Expected a FILE')
  const ending = new AbortController()
  process.once('SIGINT', () => ending.abort())
  const result = await replay({
    ...Options.parse(values),
    file,
    signIn:
      values.token === undefined ? { username: values.username, password: values.password } : { token: values.token },
    signal: ending.signal,
    say: (line) => console.log(line),
  })
  console.log(`sent ${result.sent}, failed ${result.failed}, accepted ${result.accepted}`)
  for (const [reason, count] of Object.entries(result.rejected))
    if (count > 0) console.log(`rejected ${reason}: ${count}`)
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error)
  console.error(`\n${USAGE}`)
  process.exitCode = 1
}
