import type { z } from 'zod'
import { parse, Problem, ProblemBody } from '#shared/problem'

export interface Question {
  method?: 'GET' | 'POST' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

/** The server could not be reached at all; everything it did say comes as a Problem. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/**
 * Asks the server and trusts nothing it says before it is parsed. Refusals are thrown as the Problem
 * they are on the wire; no answer within `ANSWER_MS` as NoAnswer.
 */
export async function ask<T>(schema: z.ZodType<T>, path: string, question: Question = {}): Promise<T> {
  const response = await send(path, question)
  const answer = await bodyOf(response)
  if (!response.ok) throw problemIn(answer, response.status)
  return parse(schema, answer, `answer of ${path}`)
}

const ANSWER_MS = 10_000

async function send(path: string, { method = 'GET', body, signal }: Question): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), ...(signal ? [signal] : [])]),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
  } catch (cause) {
    throw new NoAnswer(`no answer from ${path}`, { cause })
  }
}

/** The JSON in the answer; null where there is none, as after a DELETE. */
async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (!/json/.test(response.headers.get('content-type') ?? '')) return null
  return text === '' ? null : JSON.parse(text)
}

function problemIn(answer: unknown, status: number): Error {
  const problem = ProblemBody.safeParse(answer)
  if (!problem.success) return new NoAnswer(`answered ${status} without saying why`)
  const { code, detail, errors, current } = problem.data
  return new Problem(code, detail, { errors, current })
}

/** The key of the words for a refusal: `common.problem.forbidden`. */
export function problemKey(error: unknown): string {
  if (error instanceof Problem) return `common.problem.${error.code}`
  return error instanceof NoAnswer ? 'common.problem.no-answer' : 'common.problem.bug'
}
