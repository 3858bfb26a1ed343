import type { Request, Response } from 'express'
import type { DrawingFile } from '../places/drawing-file.ts'

/** Sends the drawing as it was compressed at the start; a screen that has it already gets 304. */
export function sendDrawing(file: DrawingFile, request: Request, response: Response): null {
  response.set({ ETag: file.etag, 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding' }).type('json')
  if (request.fresh) {
    response.status(304).end()
    return null
  }
  // One at a time: browsers name gzip first and would get it, a quarter more than Brotli.
  const encoding = (['br', 'gzip'] as const).find((known) => request.acceptsEncodings(known) === known)
  if (encoding) response.set('Content-Encoding', encoding)
  response.end(encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.json)
  return null
}
