// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { proposedDraft } from '../../../client/src/panels/desk/whistle-draft.ts'
import type { WhistleDraft } from '../../../client/src/panels/desk/whistle-draft.ts'
import WhistlePanel from '../../../client/src/panels/desk/WhistlePanel.vue'
import { makeSeenWhistle } from '../make-seen-whistle.ts'
import { makeWords } from '../make-words.ts'
import { burst, departments, draftOf, outside } from './make-whistling.ts'

const now = Date.parse('2026-11-18T06:40:00.000Z')

beforeAll(() => {
  // jsdom draws nothing, so it cannot scroll either.
  Element.prototype.scrollIntoView = () => undefined
})

/** `at`: where it stands in the page, when a test is about the focus. */
function show(about: object = {}, locale: 'zh-CN' | 'en' = 'zh-CN', at?: Element) {
  const panel = mount(WhistlePanel, {
    props: {
      whistles: [],
      departments,
      proposal: proposedDraft(burst, outside, new Set()),
      waitingIds: new Set<string>(),
      now,
      draft: null,
      ...about,
    },
    global: { plugins: [makeWords(locale)] },
    ...(at ? { attachTo: at } : {}),
  })
  const button = (text: string) => {
    const found = panel.findAll('button').find((one) => one.text().startsWith(text))
    if (!found) throw new Error(`There is no button ${text}`)
    return found
  }
  return { panel, button, text: () => panel.text().replace(/\s+/g, ' ') }
}

describe('the panel of whistles', () => {
  it('says whom it would whistle as what, by when, and who is only called', async () => {
    const { panel, button, text } = show()
    expect(text()).toContain('应急处置类：供电公司、供热单位、自来水集团')
    expect(text()).toContain('吹哨后 10 分内答复，30 分内到场')
    expect(text()).toContain('119 只呼叫，不吹哨')
    await button('吹哨').trigger('click')
    expect(panel.emitted('press')).toHaveLength(1)
  })

  it('lets several departments be picked, offers neither 119 nor an own office, and nobody twice', async () => {
    const { panel, button, text } = show({
      draft: draftOf({ departmentIds: ['id of 供电公司'] }),
      waitingIds: new Set(['id of 供热单位']),
    })
    expect(panel.findAll('button').map((one) => one.text())).not.toContain('城管办')
    expect(button('供热单位').attributes('disabled')).toBeDefined()
    await button('排水集团').trigger('click')
    const [[draft] = []] = panel.emitted<[WhistleDraft]>('update:draft') ?? []
    expect(draft?.departmentIds).toEqual(['id of 供电公司', 'id of 排水集团'])
    expect(text()).toContain('吹哨 2 家')
  })

  it('waits for the agreed time of a joint enforcement', () => {
    const { button, text } = show({ draft: draftOf({ kind: 'joint-enforcement', departmentIds: ['id of 供电公司'] }) })
    expect(text()).toContain('请填约定时间，须晚于现在')
    expect(button('吹哨 1 家').attributes('disabled')).toBeDefined()
  })

  it('shows two times in words and what may be written down next', async () => {
    const { panel, button, text } = show({ whistles: [makeSeenWhistle({ reminders: 1 })] })
    expect(text()).toContain('14:32 吹哨，已催 1 次')
    expect(text()).toContain('答复 余 2:00到场 余 22:00')
    expect(text()).not.toContain('记未到')
    await button('已答复').trigger('click')
    await button('催一次').trigger('click')
    expect(panel.emitted<[object, { does: string }]>('record')?.map(([, { does }]) => does)).toEqual([
      'answered',
      'reminded',
    ])
  })

  it('proposes a no-show once the time is over, and leaves it to a person', () => {
    const late = Date.parse('2026-11-18T07:10:00.000Z')
    const { text, button } = show({ whistles: [makeSeenWhistle()], now: late })
    expect(text()).toContain('到场 超 8:00')
    expect(text()).toContain('是否记未到由您定')
    expect(button('记未到').exists()).toBe(true)
  })

  it('takes an evaluation with a mark and words, and proposes the verdict from the times', async () => {
    const whistle = makeSeenWhistle({ state: 'arrived', arrivedAt: '2026-11-18T07:05:00.000Z' })
    const { panel, button, text } = show({ whistles: [whistle] })
    await button('评价').trigger('click')
    expect(button('存评价').attributes('disabled')).toBeDefined()
    expect(text()).not.toContain('未到场')
    await button('4').trigger('click')
    await panel.find('input[placeholder^="评语"]').setValue('催后到场')
    await button('存评价').trigger('click')
    expect(panel.emitted('record')).toEqual([
      [whistle, { does: 'evaluated', verdict: 'late', mark: 4, note: '催后到场' }],
    ])
  })

  describe('with a whistle that was sent by mistake', () => {
    const asking = async (about: Parameters<typeof makeSeenWhistle>[0] = {}) => {
      const shown = show({ whistles: [makeSeenWhistle(about)] }, 'zh-CN', document.body)
      await shown.button('撤回').trigger('click')
      return { ...shown, field: shown.panel.find<HTMLInputElement>('input') }
    }

    it('asks why in the line itself, has the cursor there, and sends nothing without a word', async () => {
      const { panel, button, field } = await asking()
      expect(field.attributes('placeholder')).toBe('为什么撤回（大屏不显示）')
      expect(document.activeElement).toBe(field.element)
      await field.setValue('   ')
      await field.trigger('keydown', { key: 'Enter' })
      expect(button('撤回吹哨').attributes('disabled')).toBeDefined()
      expect(panel.emitted('record')).toBeUndefined()
      panel.unmount()
    })

    it('sends the reason with Enter, and not while a word is being composed', async () => {
      const { panel, field } = await asking()
      await field.setValue(' 点错部门 ')
      await field.trigger('keydown', { key: 'Enter', isComposing: true })
      expect(panel.emitted('record')).toBeUndefined()
      await field.trigger('keydown', { key: 'Enter' })
      expect(panel.emitted<[object, object]>('record')?.map(([, said]) => said)).toEqual([
        { does: 'withdrawn', note: '点错部门' },
      ])
      panel.unmount()
    })

    it('is left as it is by Esc, which closes nothing else, and the focus is where it was', async () => {
      const { panel, button, field } = await asking()
      const elsewhere = vi.fn()
      window.addEventListener('keydown', elsewhere)
      await field.setValue('点错')
      await field.trigger('keydown', { key: 'Escape' })
      await vi.waitFor(() => expect(document.activeElement).toBe(button('撤回').element))
      expect(panel.find('input').exists()).toBe(false)
      expect(elsewhere).not.toHaveBeenCalled()
      expect(panel.emitted('record')).toBeUndefined()
      window.removeEventListener('keydown', elsewhere)
      panel.unmount()
    })

    it('closes the question when the department came meanwhile', async () => {
      const { panel, text } = await asking()
      const came = makeSeenWhistle({ state: 'arrived', arrivedAt: '2026-11-18T06:39:00.000Z' })
      const [asked] = panel.props('whistles')
      await panel.setProps({ whistles: [{ ...came, id: asked?.id ?? '' }] })
      expect(panel.find('input').exists()).toBe(false)
      expect(text()).toContain('评价…')
      panel.unmount()
    })

    it.each([
      [{ state: 'sent' }, true],
      [{ state: 'answered', answeredAt: '2026-11-18T06:36:00.000Z' }, true],
      [{ state: 'arrived', arrivedAt: '2026-11-18T06:39:00.000Z' }, false],
      [{ state: 'no-show', noShowAt: '2026-11-18T06:39:00.000Z' }, false],
      [{ state: 'evaluated', noShowAt: '2026-11-18T06:39:00.000Z' }, false],
      [{ state: 'withdrawn', withdrawnAt: '2026-11-18T06:39:00.000Z' }, false],
    ] as const)('offers to take it back when it stands like %o: %s', (about, offered) => {
      const { panel } = show({ whistles: [makeSeenWhistle(about)] })
      expect(panel.find('[data-does=withdrawn]').exists()).toBe(offered)
    })

    it('shows who took it back and why, without a clock, a move or a place in the count', () => {
      const taken = makeSeenWhistle({
        label: '排水集团', state: 'withdrawn', withdrawnAt: '2026-11-18T06:35:00.000Z', withdrawnBy: '值班调度 02',
        withdrawnWhy: '点错部门',
      }) // prettier-ignore
      const { panel, text } = show({ whistles: [makeSeenWhistle(), taken] })
      expect(text()).toContain('已报到 0 / 1')
      expect(text()).toContain('14:32 吹哨，14:35 撤回已撤回理由：点错部门 · 值班调度 02')
      const line = panel.findAll('.whistle').find((one) => one.text().includes('排水集团'))
      expect(line?.text()).not.toMatch(/未到场|未答复|余|超/)
      expect(line?.findAll('button')).toHaveLength(0)
      expect(show({ whistles: [taken] }).text()).not.toContain('已报到')
      expect(show({ whistles: [taken] }, 'en').text()).toContain('Why: 点错部门 · 值班调度 02')
    })
  })

  it('never colours a department that is late', () => {
    const { panel } = show({ whistles: [makeSeenWhistle()], now: Date.parse('2026-11-18T09:00:00.000Z') })
    expect(panel.html()).not.toMatch(/class="[^"]*\b(over|near)\b/)
  })

  it('speaks English', () => {
    const { text } = show({ whistles: [makeSeenWhistle()], draft: draftOf() }, 'en')
    expect(text()).toContain('Choose a department')
    expect(text()).toContain('whistled 14:32')
    expect(text()).toContain('Arrived')
  })
})
