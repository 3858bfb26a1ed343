import { z } from 'zod'

z.config({ jitless: true }) // zod tries eval otherwise, which our content security policy forbids

/** Every reason for which we refuse. Adding one makes the compiler show each place that must answer it. */
export const ProblemCode = z.enum([
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'id-reused',
  'too-large',
  'too-many',
  'unavailable',
  'bug',
])
export type ProblemCode = z.infer<typeof ProblemCode>

export const statusOfProblem: Record<ProblemCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'id-reused': 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  bug: 500,
}

export const titleOfProblem: Record<ProblemCode, string> = {
  invalid: 'The input is not valid',
  unauthenticated: 'Sign in first',
  forbidden: 'Your role may not do this',
  'not-found': 'There is no such thing',
  conflict: 'Someone else changed this first',
  'id-reused': 'This id was used for something else',
  'too-large': 'The input is too large',
  'too-many': 'Too many requests',
  unavailable: 'The database cannot be reached',
  bug: 'Something went wrong on our side',
}

export const ProblemError = z.object({ path: z.string(), message: z.string() })
export type ProblemError = z.infer<typeof ProblemError>

/** How a refusal looks on the wire (RFC 9457), over HTTP and over the socket alike. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: ProblemCode,
  errors: z.array(ProblemError),
  /** With `conflict`: the thing as it stands now, so that nobody's text is lost. */
  current: z.unknown().optional(),
})
export type ProblemBody = z.infer<typeof ProblemBody>

/** A refusal we expect and can explain. Anything else that is thrown is a bug. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly errors: ProblemError[]
  readonly current: unknown

  constructor(code: ProblemCode, detail: string, about: { errors?: ProblemError[]; current?: unknown } = {}) {
    super(detail)
    this.code = code
    this.errors = about.errors ?? []
    this.current = about.current
  }

  /** A bug keeps its cause for our log, and tells the outside nothing. */
  static from(error: unknown): Problem {
    if (error instanceof Problem) return error
    const bug = new Problem('bug', 'Something went wrong on our side; it has been written to the log')
    bug.cause = error
    return bug
  }

  toJSON(): ProblemBody {
    return {
      type: `/problems/${this.code}`,
      title: titleOfProblem[this.code],
      status: statusOfProblem[this.code],
      detail: this.message,
      code: this.code,
      errors: this.errors,
      ...(this.current === undefined ? {} : { current: this.current }),
    }
  }
}

/** Makes untrusted input trustworthy, or throws a Problem that says where it is wrong. */
export function parse<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const errors = result.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join('.').slice(0, 200), message: issue.message.slice(0, 300) }))
  throw new Problem('invalid', `This is not a valid ${what}`, { errors })
}
