import { computed } from 'vue'
import type { Ref } from 'vue'
import type { Position } from '#shared/geo'
import type { Roster } from '#shared/people'
import type { Errand, Fix, Proposal } from '../../panels/desk/units.ts'
import { isTrusted, minutesOnFoot } from '../../panels/desk/units.ts'

export interface Pill {
  id: string
  text: string
  position: Position
  state: 'free' | 'busy' | 'stale'
}

export interface PillParts {
  roster: Readonly<Ref<Roster | null>>
  errands: Readonly<Ref<ReadonlyMap<string, Errand>>>
  fixOf: (id: string) => Fix | null
  proposal: Readonly<Ref<Proposal | null>>
  selectedId: Readonly<Ref<string | null>>
  /** Grows when positions move. */
  version: Readonly<Ref<number>>
  words: {
    minutes: (n: number) => string
    away: (ms: number) => string
    state: (errand: Errand) => string
    busy: () => string
  }
}

/**
 * Who is drawn with words: every team on duty, those who are proposed (with their key), and those who are on the
 * selected case. Everybody else on duty is a dot.
 */
export function usePills({ roster, errands, fixOf, proposal, selectedId, version, words }: PillParts) {
  return computed<readonly Pill[]>(() => {
    void version.value
    const proposed = proposal.value?.proposed ?? []
    const proposedPills = proposed.flatMap((unit, i) =>
      unit.fix
        ? [
            pill(
              unit.id,
              `${i + 1} · ${unit.label} · ${words.minutes(minutesOnFoot(unit.distanceMeters ?? 0))}`,
              unit.fix,
            ),
          ]
        : [],
    )
    const taken = new Set(proposed.map(({ id }) => id))
    const onCase = [...errands.value].filter(([, { incidentId }]) => incidentId === selectedId.value).map(([id]) => id)
    const workers = (roster.value?.workers ?? []).filter(({ id }) => onCase.includes(id))
    const teams = (roster.value?.teams ?? []).filter(({ duty }) => duty === 'on')
    const others = [...teams, ...workers].filter(({ id }) => !taken.has(id))
    return [
      ...proposedPills,
      ...others.flatMap(({ id, label }) => {
        const fix = fixOf(id)
        return fix ? [pill(id, label, fix)] : []
      }),
    ]
  })

  function pill(id: string, text: string, fix: Fix): Pill {
    const errand = errands.value.get(id)
    const { position } = fix
    if (!isTrusted(fix)) return { id, text: `${text} · ${words.away(fix.ageMs)}`, position, state: 'stale' }
    if (!errand) return { id, text, position, state: 'free' }
    const said = errand.incidentId === selectedId.value ? words.state(errand) : words.busy()
    return { id, text: `${text} · ${said}`, position, state: 'busy' }
  }
}
