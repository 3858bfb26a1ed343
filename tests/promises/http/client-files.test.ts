import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientFiles } from '../../../server/http/client-files.ts'
import { noSuchRoute, problems } from '../../../server/http/problems.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { listen } from '../tracks/listen.ts'

const SCRIPT = 'export const street = 1\n'.repeat(200)

describe('the files of the screens', () => {
  const http = createServer()
  let dir: string
  let url: string

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'shaotu-client-'))
    await mkdir(join(dir, 'assets'))
    await mkdir(join(dir, '.vite'))
    const wall = { 'src/screens/wall/WallScreen.vue': { file: 'assets/wall-1.js' } }
    await writeFile(join(dir, '.vite', 'manifest.json'), JSON.stringify(wall))
    await writeFile(join(dir, 'index.html'), '<!doctype html>')
    for (const name of ['wall-1', 'gone-1']) {
      await writeFile(join(dir, 'assets', `${name}.js`), SCRIPT)
      await writeFile(join(dir, 'assets', `${name}.js.br`), brotliCompressSync(SCRIPT))
      await writeFile(join(dir, 'assets', `${name}.js.gz`), gzipSync(SCRIPT))
    }
    http.on('request', express().use(clientFiles(dir), noSuchRoute, problems(quietLog)))
    url = await listen(http)
    await rm(join(dir, 'assets', 'gone-1.js'))
    await rm(join(dir, 'assets', 'gone-1.js.br'))
    await rm(join(dir, 'assets', 'gone-1.js.gz'))
  })
  afterAll(async () => {
    http.close()
    await rm(dir, { recursive: true })
  })

  /** As a browser asks, without undoing what the server did. */
  async function ask(path: string, { method = 'GET', headers = {} }: { method?: string; headers?: object } = {}) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url + path, { method, headers: { ...headers } }, resolve)
        .once('error', reject)
        .end()
    })
    const parts: Buffer[] = []
    for await (const part of response) parts.push(part as Buffer) // a response without an encoding gives bytes
    return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }
  }

  it('come as the build compressed them, for ever, to who takes that', async () => {
    const { status, headers, body } = await ask('/assets/wall-1.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-encoding': 'br', 'vary': 'Accept-Encoding', 'content-type': 'text/javascript; charset=UTF-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }) // prettier-ignore
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT)
  })

  it('come as they are to who takes nothing else', async () => {
    const { headers, body } = await ask('/assets/wall-1.js')
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe(SCRIPT)
  })

  it.each([
    ['of a file that a newer build has taken away', '/assets/gone-1.js', {}],
    ['by a method that files do not have', '/assets/wall-1.js', { method: 'POST' }],
    ['by a path that says nothing', '/%ff', {}],
    ['for the list of the build', '/.vite/manifest.json', {}],
  ])('asked %s are refused in words that can be read', async (_what, path, { method }: { method?: string }) => {
    const answer = await ask(path, { ...(method ? { method } : {}), headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: answer.status })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })

  it('are named with the page of a screen, and what it asks with them to who brings a token', async () => {
    const links = async (headers: object) => (await ask('/wall', { headers: { accept: 'text/html', ...headers } })).headers.link // prettier-ignore
    expect(await links({})).toBe('</assets/wall-1.js>; rel=modulepreload')
    expect(await links({ cookie: 'shaotu_session=anything' })).toContain('</api/places/drawing>; rel=preload; as=fetch')
  })
})
