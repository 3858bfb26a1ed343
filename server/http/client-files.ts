import type { RequestHandler } from 'express'
import staticGzip from 'express-static-gzip'
import { Problem } from '#shared/problem'
import { createPageHints } from './page-hints.ts'
import { tokenOf } from './visitor.ts'

/** Hashed files for ever, the page itself never; every screen's path is the same page. */
export function clientFiles(clientDir: string): RequestHandler[] {
  const hintsOf = createPageHints(clientDir)
  const page: RequestHandler = (request, response, next) => {
    const wantsPage =
      (request.method === 'GET' || request.method === 'HEAD') && request.accepts('html') && !request.path.includes('.')
    if (!wantsPage) {
      next()
      return
    }
    const hints = hintsOf(request.path, tokenOf(request) !== null)
    if (hints.length > 0) response.set('Link', hints.join(', '))
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: clientDir })
  }
  // As the build compressed them, where the browser takes that.
  const files = staticGzip(clientDir, {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    serveStatic: {
      setHeaders: (response, path) => {
        response.setHeader(
          'Cache-Control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    },
  })
  return [
    (request, response, next) => {
      if (!canBeDecoded(request.path)) throw new Problem('invalid', 'The path of this address cannot be read')
      if (!['GET', 'HEAD'].includes(request.method)) {
        next()
        return
      }
      files(request, response, (error?: unknown) => {
        // It says how a file is compressed before it knows whether there is one.
        response.removeHeader('Content-Encoding')
        next(error)
      })
    },
    page,
  ]
}

function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false // it says nothing in UTF-8
  }
}
