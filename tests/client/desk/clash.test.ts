// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { EditCommand, FactCommand } from '#shared/api'
import type { Incident } from '#shared/incident'
import { Problem } from '#shared/problem'
import { commands } from '../../../client/src/commands/commands.ts'
import { createOutbox } from '../../../client/src/commands/outbox.ts'
import ClashPanel from '../../../client/src/panels/desk/ClashPanel.vue'
import { useIncidentCommands } from '../../../client/src/screens/desk/useIncidentCommands.ts'
import { makeId, makeIncident } from './make.ts'
import { makeWords } from '../make-words.ts'

/** A server that holds one incident and refuses whoever saw an older one. */
function makeDesk(held: Incident) {
  const taken: { id: string; revision: number }[] = []
  const take = async (command: EditCommand | FactCommand) => {
    taken.push(command)
    if (command.revision !== held.revision) throw new Problem('conflict', 'Somebody was first', { current: held })
    return { incident: held, seq: 1 }
  }
  const deeds = useIncidentCommands({
    commands: {
      ...commands,
      edit: (_id, command) => take(command),
      recordFact: (_id, command) => take(command),
    },
    outbox: createOutbox(),
    newId: makeId,
    title: (what, values) => `${what} ${Object.values(values).join(' ')}`,
    word: (key) => key,
  })
  return { deeds, taken }
}

describe('two people on one case', () => {
  const seen = makeIncident({ severity: 3, revision: 4 })

  it('are told what was seen and what is now, and nothing is stored', async () => {
    const done = vi.fn()
    const { deeds } = makeDesk({ ...seen, severity: 1, revision: 5 })
    await deeds.edit(seen, { severity: 2 }, done)
    expect(done).not.toHaveBeenCalled()
    expect(deeds.clash.value).toMatchObject({
      incidentId: seen.id,
      differences: [{ field: 'severity', seen: 3, now: 1 }],
    })
  })

  it('see both versions beside each other, with what they wanted', () => {
    const panel = mount(ClashPanel, {
      props: { who: '值班调度 03', mine: '改等级', differences: [{ field: 'severity', seen: 3, now: 1 }] },
      global: { plugins: [makeWords()] },
    })
    expect(panel.text()).toContain('值班调度 03 刚改了这件事')
    expect(panel.findAll('tbody td').map((cell) => cell.text())).toEqual(['处置等级', '较急', '特急'])
    expect(panel.text()).toContain('改等级')
  })

  it('may do it all the same, now that they know', async () => {
    const done = vi.fn()
    const { deeds, taken } = makeDesk({ ...seen, severity: 1, revision: 5 })
    await deeds.edit(seen, { severity: 2 }, done)
    deeds.clash.value?.again()
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce())
    expect(taken.map(({ revision }) => revision)).toEqual([4, 5])
    expect(taken[0]?.id).not.toBe(taken[1]?.id)
    expect(deeds.clash.value).toBeNull()
  })

  it('are not stopped by one more caller: what they touch did not change', async () => {
    const done = vi.fn()
    const { deeds } = makeDesk({ ...seen, reportCount: 2, revision: 5 })
    await deeds.record(seen, { kind: 'arrived', note: '到了' }, done)
    await vi.waitFor(() => expect(done).toHaveBeenCalledOnce())
    expect(deeds.clash.value).toBeNull()
  })

  it('are told when the server says no for another reason', async () => {
    const { deeds } = makeDesk({ ...seen, revision: 4 })
    const { deeds: refused } = makeDesk({ ...seen, revision: 3 })
    await deeds.record(seen, { kind: 'note', note: '好' }, () => {})
    expect(deeds.refusal.value).toBeNull()
    await refused.record(seen, { kind: 'note', note: '好' }, () => {})
    expect(refused.refusal.value?.error).toMatchObject({ code: 'conflict' })
  })
})
