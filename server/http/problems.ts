import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Log } from '#shared/log'
import { Problem, statusOfProblem } from '#shared/problem'
import { asProblem } from '../db/unavailable.ts'

/** The only place where an error becomes an HTTP answer. Handlers throw; they do not catch. */
export function problems(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown)
      return
    }
    const problem = Problem.from(unreadable(thrown) ?? asProblem(thrown))
    if (problem.code === 'bug') log.error({ err: problem.cause, method: request.method, path: request.path }, 'a bug')
    if (problem.code === 'unavailable') response.set('Retry-After', '2')
    response.status(statusOfProblem[problem.code]).type('application/problem+json').send(JSON.stringify(problem))
  }
}

export const noSuchRoute: RequestHandler = () => {
  throw new Problem('not-found', 'There is no such address')
}

/** Express itself refuses a body that is too long or not JSON, and a path that cannot be decoded. */
function unreadable(thrown: unknown): Problem | null {
  if (thrown instanceof Problem || !(thrown instanceof Error) || !('status' in thrown)) return null
  const status = Number(thrown.status)
  if (status === 413) return new Problem('too-large', 'The body is larger than this route takes')
  return status >= 400 && status < 500 ? new Problem('invalid', 'This request could not be read') : null
}
