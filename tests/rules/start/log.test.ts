import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../../server/log.ts'

function makeOutput(isTTY: boolean) {
  let text = ''
  const output = Object.assign(new PassThrough(), { isTTY })
  output.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { output, read: () => text }
}

const about = {
  kind: 'leak',
  password: 'canary-1',
  reporter: { name: 'canary-2', phone: 'canary-3' },
  request: { headers: { authorization: 'canary-4', cookie: 'canary-5', 'set-cookie': ['canary-6'] } },
  session: { token: 'canary-7' },
}

describe.each([true, false])('the log, at a terminal: %s,', (isTTY) => {
  it('tells what happened, but no name, number or token', () => {
    const { output, read } = makeOutput(isTTY)
    createLog('info', output).warn(about, 'a report was refused')
    expect(read()).toContain('a report was refused')
    expect(read()).toContain('leak')
    expect(read()).not.toContain('canary')
  })

  it('stays one line, whatever a stranger has put into a message', () => {
    const { output, read } = makeOutput(isTTY)
    createLog('info', output).info({ path: '/a\r\nforged' }, 'b\r\nforged')
    expect(
      read()
        .trimEnd()
        .split(/[\r\n]/),
    ).toHaveLength(1)
  })
})
