import { Problem } from '#shared/problem'

/**
 * Turns "the database cannot be reached just now" into the refusal `unavailable` (503); any other error comes back as
 * it is. Nobody may conclude that nothing was stored: the connection may have died during COMMIT, so the caller sends
 * the same id again.
 */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !isUnavailable(error)) return error
  const problem = new Problem('unavailable', 'The database cannot be reached just now; send the same id again')
  problem.cause = error
  return problem
}

/** True when the connection itself is gone or in an unknown state, so that it must never go back to the pool. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error)
  if (code === undefined) return error instanceof Error && lostMessages.test(error.message)
  return socketCodes.has(code) || code.startsWith('08') || lostStates.has(code)
}

function isUnavailable(error: unknown): boolean {
  return isConnectionLost(error) || busyStates.has(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ERR_SOCKET_CLOSED',
])

/** PostgreSQL ended the session: administrator, crash, starting up, dropped, idle in a transaction for too long. */
const lostStates = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25P03', '25P04'])

/** The session lives but the work was not done: time limit, disk, memory or slots, a standby, a deadlock. */
const busyStates = new Set(['57014', '55P03', '53000', '53100', '53200', '53300', '25006', '40001', '40P01'])

/** What `pg` and its pool say without a code. */
const lostMessages =
  /timeout exceeded when trying to connect|connection terminated|query read timeout|connection error and is not queryable|client was closed|not queryable|after calling end on the pool/i
