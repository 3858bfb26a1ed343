import express from 'express'
import type { RequestHandler } from 'express'
import { Problem } from '#shared/problem'

const limits = {
  body: '256kb',
  /** A polygon is four deep; nobody needs more than this, and deeper ones only exhaust somebody's stack. */
  nesting: 32,
}

/** Reads JSON bodies, and refuses before parsing what we could not keep (the character NUL) or should not follow (depth). */
export function readJson(): RequestHandler[] {
  return [
    refuseOther,
    express.json({
      limit: limits.body,
      strict: true,
      verify: (_request, _response, body) => {
        if (body.includes('\\u0000')) throw new Problem('invalid', 'A text holds the character NUL')
        if (nestingOf(body) > limits.nesting)
          throw new Problem('invalid', `Nested deeper than ${limits.nesting} levels`)
      },
    }),
  ]
}

/** A form of another site can send text and forms without asking first, but never JSON. */
const refuseOther: RequestHandler = (request, _response, next) => {
  if (/%00/.test(request.url)) throw new Problem('invalid', 'The address holds the character NUL')
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  const isEmpty = request.headers['content-length'] === '0'
  if (hasBody && !isEmpty && !request.is('application/json')) {
    throw new Problem('invalid', 'Expected a body of type application/json')
  }
  next()
}

const [QUOTE, BACKSLASH, OPEN_ARRAY, OPEN_OBJECT, CLOSE_ARRAY, CLOSE_OBJECT] = Buffer.from('"\\[{]}')

/** How deep the brackets of a JSON text go; what stands in its strings does not count. */
export function nestingOf(json: Uint8Array): number {
  let depth = 0
  let deepest = 0
  let isText = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (isText) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) isText = false
    } else if (byte === QUOTE) isText = true
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) deepest = Math.max(deepest, ++depth)
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--
  }
  return deepest
}
