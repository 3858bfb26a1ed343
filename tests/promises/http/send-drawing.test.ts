import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendDrawing } from '../../../server/http/send-drawing.ts'
import { listen } from '../tracks/listen.ts'

const file = { etag: '"7"', json: Buffer.from('{}'), gzip: Buffer.from('gzipped'), brotli: Buffer.from('brotli') }

describe('the drawing of the street', () => {
  const http = createServer()
  let url: string

  beforeAll(async () => {
    http.on(
      'request',
      express().use((asked, answer) => void sendDrawing(file, asked, answer)),
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

  it.each([
    ['a browser', 'gzip, deflate, br, zstd', 'br', 'brotli'],
    ['a browser on an address without a certificate', 'gzip, deflate', 'gzip', 'gzipped'],
    ['somebody who refuses Brotli', 'br;q=0, gzip', 'gzip', 'gzipped'],
    ['somebody who takes it only as it is', 'identity', undefined, '{}'],
  ])('comes to %s as small as it may', async (_who, accepted, encoding, body) => {
    expect(await ask({ 'accept-encoding': accepted })).toEqual([200, encoding, body])
  })

  it('does not come again to who has it', async () => {
    expect(await ask({ 'if-none-match': '"7"' })).toEqual([304, undefined, ''])
  })
})
