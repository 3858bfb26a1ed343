import type { Audience } from '#shared/account'
import type { TracksRoster } from '#shared/feed'
import { tracksRosterPolicy } from '#shared/field-policy'
import type { TrackTable } from './table.ts'

type Entry = TracksRoster['entries'][number]

/** What the slots of a frame stand for, as one audience may know it. What is not for it is absent. */
export function rosterFor(audience: Audience, table: Pick<TrackTable, 'units' | 'rosterVersion'>): TracksRoster {
  const may = (field: keyof typeof tracksRosterPolicy) => tracksRosterPolicy[field].includes(audience)
  const entries = table.units().flatMap((unit, slot): Entry[] => {
    if (!unit || !may('slot')) return []
    const { id, name, label } = unit
    return [
      {
        slot,
        unit: unit.unit,
        label,
        ...(may('id') ? { id } : {}),
        ...(may('name') && name !== null ? { name } : {}),
      },
    ]
  })
  return { version: table.rosterVersion, entries }
}
