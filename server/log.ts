import { Writable } from 'node:stream'
import { pino, type Logger } from 'pino'

/** Whatever a room logs by mistake: these never reach a terminal or a file. */
const secrets = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'phone',
  'name',
  'reporter',
  'text',
  'key',
]
const depths = ['', '*.', '*.*.', '*.*.*.']

type Output = NodeJS.WritableStream & { isTTY?: boolean }

/** JSON lines for a machine; short lines for a person at a terminal. */
export function createLog(level: string, output: Output = process.stdout): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: secrets.flatMap((secret) => depths.map((depth) => pathOf(depth, secret))), censor: '[removed]' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, output.isTTY ? shortLines(output) : output)
}

function pathOf(depth: string, secret: string): string {
  return /^\w+$/.test(secret) ? `${depth}${secret}` : `${depth.replace(/\.$/, '')}["${secret}"]`
}

/** `09:41:07 warn lost a connection to the database {"reason":"…"}`, one line whatever it holds. */
function shortLines(output: Output): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const { level, time, msg, ...about }: Record<string, unknown> = JSON.parse(chunk.toString('utf8'))
      const rest = Object.keys(about).length > 0 ? ` ${JSON.stringify(about)}` : ''
      const message = JSON.stringify(String(msg)).slice(1, -1)
      output.write(`${new Date(String(time)).toLocaleTimeString('en-GB')} ${level} ${message}${rest}\n`, done)
    },
  })
}
