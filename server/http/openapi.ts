import { OpenApiGeneratorV31, OpenAPIRegistry, extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { ProblemBody } from '#shared/problem'
import { routePolicy } from '#shared/route-policy'
import type { Route } from './route.ts'

extendZodWithOpenApi(z)

/** The document of every route, made from the schemas that the routes are checked with. */
export function openApiOf(routes: readonly Route[], version: string): object {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  const problem = { 'application/problem+json': { schema: ProblemBody } }
  for (const { key, summary, body, query, answer } of routes) {
    const [method = '', path = ''] = key.split(' ')
    const policy = routePolicy[key]
    registry.registerPath({
      method: method === 'GET' ? 'get' : method === 'DELETE' ? 'delete' : 'post',
      path: path.replace(/:(\w+)/g, '{$1}'),
      summary,
      description:
        policy === 'public'
          ? 'Open to everybody.'
          : `For: ${policy === 'device' ? 'registered phones' : policy.join(', ')}.`,
      security: policy === 'public' ? [] : [{ bearer: [] }],
      request: {
        ...(path.includes(':id') ? { params: z.object({ id: z.uuid() }) } : {}),
        ...(query instanceof z.ZodObject ? { query } : {}),
        ...(body ? { body: { content: { 'application/json': { schema: body } } } } : {}),
      },
      responses: {
        200: { description: 'Done', ...(answer ? { content: { 'application/json': { schema: answer } } } : {}) },
        default: { description: 'A refusal (RFC 9457)', content: problem },
      },
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Shaotu 哨图', version },
  })
}
