// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest'
import { ref, shallowRef } from 'vue'
import { commands } from '../../../client/src/commands/commands.ts'
import { createOutbox } from '../../../client/src/commands/outbox.ts'
import { agreedAtOf, missingIn, proposedDraft } from '../../../client/src/panels/desk/whistle-draft.ts'
import { useIncidentCommands } from '../../../client/src/screens/desk/useIncidentCommands.ts'
import { useWhistling } from '../../../client/src/screens/desk/useWhistling.ts'
import { makeSeenWhistle } from '../make-seen-whistle.ts'
import { makeIncident } from './make.ts'
import { burst, departments, draftOf, outside } from './make-whistling.ts'

const now = Date.parse('2026-11-18T06:40:00.000Z')

describe('what the desk proposes to whistle', () => {
  const proposal = (about: Partial<Parameters<typeof proposedDraft>[0]>, waiting: string[] = []) => {
    const { kind, departmentIds } = proposedDraft({ ...burst, ...about }, outside, new Set(waiting))
    return [kind, departmentIds.map((id) => id.replace('id of ', ''))]
  }

  it.each([
    [{ kind: 'pipe-burst' }, 'emergency', ['自来水集团', '供电公司', '供热单位']],
    [{ kind: 'heating-outage', severity: 3, isEmergency: false }, 'emergency', ['供热单位']],
    [{ kind: 'litter', severity: 4, isEmergency: false }, 'residents-problem', ['区城管委']],
    [{ kind: 'parking', severity: 4, isEmergency: false }, 'joint-enforcement', []],
    [{ kind: 'litter', severity: 4, isEmergency: true }, 'emergency', ['区城管委']],
  ] as const)('for %o is %s to %o', (about, kind, labels) => {
    expect(proposal(about)).toEqual([kind, labels])
  })

  it('leaves out who was whistled for this case already', () => {
    expect(proposal({}, ['id of 供电公司'])[1]).toEqual(['自来水集团', '供热单位'])
  })

  it('reads the agreed time as the street’s, wherever the desk stands', () => {
    const draft = draftOf({ kind: 'joint-enforcement', departmentIds: ['a'], agreed: '2026-11-20T09:00' })
    expect(agreedAtOf(draft)).toBe('2026-11-20T01:00:00.000Z')
    expect(missingIn(draft, now)).toBe(null)
    expect(missingIn({ ...draft, agreed: '2026-11-18T09:00' }, now)).toBe('agreed')
    expect(missingIn({ ...draft, agreed: '' }, now)).toBe('agreed')
    expect(missingIn({ ...draft, departmentIds: [] }, now)).toBe('department')
  })
})

describe('the key W', () => {
  function desk() {
    const incident = makeIncident({ kind: 'pipe-burst', severity: 2 })
    const whistle = vi.fn(() => Promise.resolve())
    const selected = shallowRef(incident)
    const whistling = useWhistling({
      selected,
      whistles: ref(new Map()),
      detail: ref(null),
      departments: ref(departments),
      isEmergency: ref(true),
      now: ref(now),
      deeds: { whistle },
    })
    return { incident, selected, whistle, whistling }
  }

  it('shows whom one would whistle first, and whistles all of them with the second press, a command each', () => {
    const { incident, whistle, whistling } = desk()
    whistling.press()
    expect(whistle).not.toHaveBeenCalled()
    expect(whistling.draft.value?.departmentIds).toHaveLength(3)
    whistling.press()
    expect(whistle.mock.calls).toEqual(
      ['供电公司', '供热单位', '自来水集团'].map((label) => [
        incident,
        { departmentId: `id of ${label}`, label },
        { kind: 'emergency' },
      ]),
    )
    expect(whistling.draft.value).toBe(null)
  })

  it('whistles nobody while something is missing', () => {
    const { whistle, whistling } = desk()
    whistling.press()
    whistling.draft.value = draftOf()
    whistling.press()
    expect(whistle).not.toHaveBeenCalled()
    expect(whistling.draft.value).not.toBe(null)
  })
})

describe('a withdrawal on its way to the server', () => {
  it('is a command of its own with the reason and the revision that was seen', async () => {
    const whistle = makeSeenWhistle({ revision: 3 })
    const recordWhistle = vi.fn(() => Promise.resolve({}))
    const deeds = useIncidentCommands({
      commands: { ...commands, recordWhistle },
      outbox: createOutbox(),
      newId: () => 'an id',
      title: (what) => what,
      word: (key) => key,
    })
    await deeds.recordWhistle(whistle, { does: 'withdrawn', note: '点错部门' })
    expect(recordWhistle.mock.calls).toEqual([
      [whistle.id, { id: 'an id', revision: 3, does: 'withdrawn', note: '点错部门' }],
    ])
  })
})

describe('the whistles of a case at the desk', () => {
  it('have what was taken back below all others, and propose that department no second time', () => {
    const incident = makeIncident({ kind: 'pipe-burst', severity: 2 })
    const of = (label: string, about: Parameters<typeof makeSeenWhistle>[0]) =>
      makeSeenWhistle({ incidentId: incident.id, label, departmentId: `id of ${label}`, ...about })
    const all = [
      of('供电公司', { state: 'withdrawn', withdrawnAt: '2026-11-18T06:35:00.000Z' }),
      of('供热单位', { state: 'arrived', arrivedAt: '2026-11-18T06:39:00.000Z' }),
      of('排水集团', {}),
    ]
    const { whistles, waitingIds, proposal } = useWhistling({
      selected: shallowRef(incident),
      whistles: ref(new Map(all.map((one) => [one.id, one]))),
      detail: ref(null),
      departments: ref(departments),
      isEmergency: ref(true),
      now: ref(now),
      deeds: { whistle: () => Promise.resolve() },
    })
    expect(whistles.value.map(({ label }) => label)).toEqual(['排水集团', '供热单位', '供电公司'])
    expect([...waitingIds.value]).toEqual(['id of 排水集团'])
    expect(proposal.value?.departmentIds).toEqual(['id of 自来水集团'])
  })
})
