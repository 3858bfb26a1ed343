// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Problem } from '#shared/problem'
import type { ReportRequest } from '#shared/report'
import { createOutbox } from '../../../client/src/commands/outbox.ts'
import { createReportSender } from '../../../client/src/commands/report-sender.ts'
import { NoAnswer } from '../../../client/src/feed/ask.ts'
import CallForm from '../../../client/src/panels/desk/CallForm.vue'
import { useCall } from '../../../client/src/screens/desk/useCall.ts'
import { makeId, makeIncident, makeReportAnswer } from './make.ts'
import { makeWords } from '../make-words.ts'

/** A desk with nothing on it but the form, and a server that answers as it is told. */
function openDesk(answers: (() => unknown)[]) {
  const sent: ReportRequest[] = []
  const incident = makeIncident()
  const report = async (request: ReportRequest) => {
    sent.push(request)
    answers.shift()?.()
    return makeReportAnswer(request.id, incident)
  }
  const outbox = createOutbox()
  const onSaved = vi.fn()
  let call: ReturnType<typeof useCall> | null = null
  const Desk = defineComponent(() => {
    const made = useCall({
      commands: { hint: () => new Promise(() => {}), peopleCard: () => new Promise(() => {}) },
      sender: createReportSender(report, makeId),
      outbox,
      newId: makeId,
      titleOf: ({ text }) => text,
      onSaved,
    })
    call = made
    made.open()
    return () =>
      made.isOpen.value && made.draft.value
        ? h(CallForm, {
            draft: made.draft.value,
            'onUpdate:draft': (next) => (made.draft.value = next),
            hint: null,
            hintFailure: null,
            suggestions: [],
            people: null,
            state: made.state.value,
            failure: made.failure.value ? String(made.failure.value) : null,
            tried: made.tried.value,
            isBlank: false,
            now: 0,
            findPlaces: async () => [],
            onSave: made.save,
          })
        : null
  })
  const desk = mount(Desk, { global: { plugins: [makeWords()] }, attachTo: document.body })
  if (!call) throw new Error('expected the call to be open')
  const opened: ReturnType<typeof useCall> = call
  return { desk, call: opened, sent, outbox, onSaved, incident }
}

const refuse = (error: Error) => () => {
  throw error
}
const away = () => refuse(new NoAnswer('no answer from /api/reports'))

describe('taking a call', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    document.body.replaceChildren()
  })

  async function write(desk: ReturnType<typeof openDesk>['desk'], text: string, address = '翠屏里 8 号楼') {
    await desk.get('textarea').setValue(text)
    const [first] = desk.findAll('input').filter((input) => input.attributes('aria-label')?.startsWith('补充位置'))
    await first?.setValue(address)
  }
  const pressEnter = async (desk: ReturnType<typeof openDesk>['desk']) => {
    await desk.get('textarea').trigger('keydown', { key: 'Enter', code: 'Enter' })
    await flushPromises()
  }

  it('keeps every word through a failed send and tries again with the same id', async () => {
    const { desk, sent, onSaved, outbox } = openDesk([
      away(),
      refuse(new Problem('unavailable', 'The database is away')),
    ])
    await write(desk, '怎么突然停电了')
    await pressEnter(desk)
    expect(desk.get('textarea').element.value).toBe('怎么突然停电了')
    expect(desk.get('[role=alert]').text()).toContain('没存上')
    expect(desk.get('button.main').text()).toContain('重发')

    await pressEnter(desk)
    expect(outbox.items.value).toMatchObject([{ title: '怎么突然停电了', state: 'failed', attempts: 1 }])
    await pressEnter(desk)
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    expect(onSaved).toHaveBeenCalledOnce()
    expect(outbox.items.value).toEqual([])
    expect(desk.find('textarea').exists()).toBe(false)
  })

  it('stays in the list and can be sent from there while the next call is taken', async () => {
    const { desk, call, sent, outbox, onSaved } = openDesk([away()])
    await write(desk, '第一通')
    await pressEnter(desk)
    call.isOpen.value = false
    call.open()
    await flushPromises()
    expect(desk.get('textarea').element.value).toBe('')
    const [kept] = outbox.items.value
    expect(kept).toMatchObject({ title: '第一通', state: 'failed' })
    await outbox.retry(kept?.id ?? '')
    expect(sent.map(({ id }) => id)).toEqual([kept?.id, kept?.id])
    expect(onSaved).toHaveBeenCalledOnce()
    expect(desk.find('textarea').exists()).toBe(true)
  })

  it('goes on with the words that were put aside', async () => {
    const { desk, call } = openDesk([])
    await write(desk, '还没说完')
    call.isOpen.value = false
    await flushPromises()
    expect(desk.find('textarea').exists()).toBe(false)
    call.open()
    await flushPromises()
    expect(desk.get('textarea').element.value).toBe('还没说完')
    expect(call.hasUnsaved()).toBe(true)
  })

  it('says what is missing instead of sending half a call', async () => {
    const { desk, sent } = openDesk([])
    await write(desk, '停电了', '')
    await pressEnter(desk)
    expect(sent).toEqual([])
    expect(desk.text()).toContain('请定地点')
  })

  it('does not take the Enter of an input method for a word to save', async () => {
    const { desk, sent } = openDesk([])
    await write(desk, '停电')
    await desk.get('textarea').trigger('keydown', { key: 'Enter', code: 'Enter', isComposing: true })
    expect(sent).toEqual([])
  })

  it('asks the first body for its answer when it was stored after all, and adds what was said since', async () => {
    const reused = refuse(new Problem('id-reused', 'This id was used for something else'))
    const { desk, sent, incident, onSaved } = openDesk([away(), reused])
    await write(desk, '停电了')
    await pressEnter(desk)
    await write(desk, '停电了，老人用呼吸机')
    await pressEnter(desk)
    const [first, again, asked, added] = sent
    expect(again).toMatchObject({ id: first?.id, text: '停电了，老人用呼吸机' })
    expect(asked).toEqual(first)
    expect(added).toMatchObject({ text: '停电了，老人用呼吸机', incidentId: incident.id })
    expect(added?.id).not.toBe(first?.id)
    expect(onSaved).toHaveBeenCalledOnce()
  })
})
