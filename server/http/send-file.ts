import type { Request, Response } from 'express'
import type { CompressedFile } from '../places/compressed.ts'

export interface SentAs {
  type: string
  /** For ever: its address changes with it. Otherwise it is asked for again, and a screen that has it gets 304. */
  isFinal: boolean
}

/** Sends what was compressed before in the smallest way the other side takes. */
export function sendFile(file: CompressedFile, { type, isFinal }: SentAs, request: Request, response: Response): null {
  const cacheControl = isFinal ? 'private, max-age=31536000, immutable' : 'private, no-cache'
  response.set({ ETag: file.etag, 'Cache-Control': cacheControl, Vary: 'Accept-Encoding' }).type(type)
  if (request.fresh) {
    response.status(304).end()
    return null
  }
  // One at a time: browsers name gzip first and would get it, a quarter more than Brotli.
  const encoding = (['br', 'gzip'] as const).find((known) => request.acceptsEncodings(known) === known)
  if (encoding) response.set('Content-Encoding', encoding)
  response.end(encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.plain)
  return null
}
