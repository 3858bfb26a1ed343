import compression from 'compression'
import express from 'express'
import type { Express, RequestHandler, Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import helmet from 'helmet'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Log } from '#shared/log'
import { Problem } from '#shared/problem'
import type { RouteKey } from '#shared/route-policy'
import { hashToken } from '../identity/token.ts'
import { clientFiles } from './client-files.ts'
import { noSuchRoute, problems } from './problems.ts'
import { readJson } from './read-json.ts'
import { mountRoutes } from './route.ts'
import type { Doorkeeper, Route } from './route.ts'
import { refuseForeignOrigin, tokenOf } from './visitor.ts'

export interface FrontDoorParts extends Doorkeeper {
  routes: readonly Route[]
  phones: Router
  origins: () => ReadonlySet<string>
  isTls: boolean
  /** The built client; null while it is served by somebody else. */
  clientDir: string | null
  log: Log
}

/** Paths that the phones' own router answers. */
const phoneKeys: readonly RouteKey[] = ['POST /owntracks', 'GET /osmand', 'POST /osmand']

/** Every request comes in here: headers, limits, who is it, the routes, the client's files, and one place for errors. */
export function createFrontDoor({
  routes,
  phones,
  whoIs,
  whichSource,
  origins,
  isTls,
  clientDir,
  log,
}: FrontDoorParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders(isTls))
  app.use(phones) // has its own small reader, and thousands of phones share one address
  app.use(['/api'], limits())
  app.use(refuseForeignOrigin(origins))
  app.use(readJson())
  app.use(compression({ threshold: 2_048 }))
  mountRoutes(app, routes, { whoIs, whichSource }, phoneKeys)
  app.use('/api/docs', apiDocs())
  app.use(['/api', '/problems'], noSuchRoute)
  if (clientDir && existsSync(clientDir)) app.use(clientFiles(clientDir))
  app.use(noSuchRoute)
  app.use(problems(log))
  return app
}

/** No inline script or style anywhere; workers from our own files; upgrade to HTTPS only where there is HTTPS. */
function securityHeaders(isTls: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isTls ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isTls,
    // Off on purpose: on a plain-HTTP address of the LAN browsers ignore it and complain in the console.
    crossOriginOpenerPolicy: isTls,
    originAgentCluster: isTls,
    referrerPolicy: { policy: 'no-referrer' },
  })
}

/** Two limits: everything a visitor asks, and what was wrong with it. Whoever sends nonsense is slowed down first. */
function limits(): RequestHandler[] {
  const common = {
    windowMs: 60_000,
    standardHeaders: 'draft-8' as const,
    legacyHeaders: false,
    validate: false,
    keyGenerator: (request: express.Request) => {
      const came = tokenOf(request)
      return came ? hashToken(came.token) : (request.socket.remoteAddress ?? 'unknown')
    },
    handler: () => {
      throw new Problem('too-many', 'Too many requests in this minute')
    },
  }
  return [
    rateLimit({ ...common, limit: 12_000 }),
    rateLimit({
      ...common,
      limit: 1_200,
      skipSuccessfulRequests: true,
      // What is our own fault counts for nobody: a desk that retries through an outage is not slowed down.
      requestWasSuccessful: (_request, { statusCode }) => statusCode < 400 || statusCode >= 500,
    }),
  ]
}

/** Swagger's own page, with its inline script moved to a file: our policy allows none. */
function apiDocs(): RequestHandler[] {
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const page: RequestHandler = (request, response, next) => {
    if (request.path === '/start.js') response.type('js').send(DOCS_SCRIPT)
    else if (request.path === '/' && !request.originalUrl.endsWith('/')) response.redirect('/api/docs/')
    else if (request.path === '/') response.type('html').send(DOCS_PAGE)
    else next()
  }
  return [page, express.static(assets, { index: false })]
}

const DOCS_PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shaotu 哨图 API</title>
<link rel="stylesheet" href="swagger-ui.css"><link rel="icon" href="favicon-32x32.png"></head>
<body><div id="docs"></div><script src="swagger-ui-bundle.js"></script><script src="start.js"></script></body></html>`

const DOCS_SCRIPT = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs' })`
