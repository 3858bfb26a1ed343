import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendFile } from '../../../server/http/send-file.ts'
import { listen } from '../tracks/listen.ts'

const file = { etag: '"7"', plain: Buffer.from('{}'), gzip: Buffer.from('gzipped'), brotli: Buffer.from('brotli') }

describe('a file that was compressed before', () => {
  const http = createServer()
  let url: string

  beforeAll(async () => {
    http.on(
      'request',
      express().use((asked, answer) => {
        sendFile(file, { type: 'json', isFinal: asked.path === '/final' }, asked, answer)
      }),
    )
    url = await listen(http)
  })
  afterAll(() => void http.close())

  async function ask(headers: Record<string, string>) {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { headers }, resolve).once('error', reject).end()
    })
    const parts: Buffer[] = []
    for await (const part of response) parts.push(part as Buffer) // a response without an encoding gives bytes
    return [response.statusCode, response.headers['content-encoding'], Buffer.concat(parts).toString()]
  }
  const cacheControl = async (path: string) => (await fetch(`${url}${path}`)).headers.get('cache-control')

  it.each([
    ['a browser', 'gzip, deflate, br, zstd', 'br', 'brotli'],
    ['a browser on an address without a certificate', 'gzip, deflate', 'gzip', 'gzipped'],
    ['somebody who refuses Brotli', 'br;q=0, gzip', 'gzip', 'gzipped'],
    ['somebody who takes it only as it is', 'identity', undefined, '{}'],
  ])('comes to %s as small as it may', async (_who, accepted, encoding, body) => {
    expect(await ask({ 'accept-encoding': accepted })).toEqual([200, encoding, body])
  })

  it('is asked for again each time, unless its address changes with it', async () => {
    expect(await cacheControl('/')).toBe('private, no-cache')
    expect(await cacheControl('/final')).toBe('private, max-age=31536000, immutable')
  })

  it('does not come again to who has it', async () => {
    expect(await ask({ 'if-none-match': '"7"' })).toEqual([304, undefined, ''])
  })
})
