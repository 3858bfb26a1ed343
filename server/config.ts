import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './db/cannot-start.ts'

const KEY_BYTES = 32

const Port = z.coerce.number('expected a number').int().min(0).max(65_535)
const Switch = z
  .enum(['0', '1', 'false', 'true'], 'expected 0 or 1')
  .transform((text) => text === '1' || text === 'true')
const DatabaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgres://user:password@host:port/database',
})
const Key = z
  .string()
  .transform((text) => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64'))
  .refine((key) => key.length === KEY_BYTES, 'expected 32 bytes, as hex or base64 (openssl rand -base64 32)')

/** Every setting, with its default. An empty value counts as not set, as in a compose file. */
const Environment = z.object({
  PORT: Port.default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: DatabaseUrl.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port' }).optional(),
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/, error: 'expected mqtt://host:port' }).optional(),
  DEMO: Switch.optional(),
  SHAOTU_KEY: Key.optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'expected http(s)://host' }).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Config {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** Null: our own PostgreSQL in `dataDir`. */
  databaseUrl: string | null
  redisUrl: string | null
  mqttUrl: string | null
  /** A made-up street with accounts whose passwords everybody knows. */
  demo: boolean
  /** For the encrypted fields, 32 bytes. Null: made and kept in `dataDir`. */
  fieldKey: Buffer | null
  /** How others reach us, when a proxy stands in between. Without a slash at the end. */
  publicUrl: string | null
  /** Files. */
  tls: { cert: string; key: string } | null
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Reads the settings or throws CannotStart with one line that names the wrong one. Nothing else reads the environment. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = Environment.safeParse(given)
  if (!result.success) throw new CannotStart(firstFault(result.error, environment))
  const settings = result.data
  const isEmbedded = settings.DATABASE_URL === undefined
  const demo = settings.DEMO ?? (isEmbedded && isLoopback(settings.HOST))
  if (!isEmbedded && !demo && !settings.SHAOTU_KEY) {
    throw new CannotStart(
      'SHAOTU_KEY: needed with DATABASE_URL outside the demo (openssl rand -base64 32); keep it safe',
    )
  }
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataDir: resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL ?? null,
    redisUrl: settings.REDIS_URL ?? null,
    mqttUrl: settings.MQTT_URL ?? null,
    demo,
    fieldKey: settings.SHAOTU_KEY ?? null,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    tls: tlsOf(settings),
    logLevel: settings.LOG_LEVEL,
  }
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.')
  return host === '::1' || host === 'localhost'
}

function tlsOf({ TLS_CERT, TLS_KEY }: z.infer<typeof Environment>): Config['tls'] {
  if (TLS_CERT && TLS_KEY) return { cert: resolve(TLS_CERT), key: resolve(TLS_KEY) }
  if (TLS_CERT || TLS_KEY) throw new CannotStart('TLS_CERT and TLS_KEY: set both or neither')
  return null
}

function firstFault(error: z.ZodError, environment: Record<string, string | undefined>): string {
  const [issue] = error.issues
  const name = String(issue?.path[0])
  const isSecret = /KEY|URL/.test(name) // a password may be part of it
  return `${name}: ${issue?.message}${isSecret ? '' : `, got "${environment[name]}"`}`
}
