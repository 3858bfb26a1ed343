import { useIntervalFn } from '@vueuse/core'
import { computed } from 'vue'
import type { LedgerRow, Visitor } from '#shared/emergency'
import { Roster } from '#shared/people'
import { useAnswer } from '../../feed/useAnswer.ts'

/**
 * Who may be asked to go to a door: those who go to doors of this ledger already (the specialists who know their
 * stairs), and grid staff on duty.
 */
export function useVisitors(rows: () => readonly LedgerRow[], staffLabel: () => [ledger: string, staff: string]) {
  const { value: roster, refresh } = useAnswer(Roster.pick({ workers: true }), '/api/roster')
  useIntervalFn(refresh, 120_000)

  const onLedger = computed(() => {
    const known = new Map<string, Visitor>()
    for (const { visitor } of rows()) if (visitor) known.set(visitor.id, visitor)
    return [...known.values()].sort((a, b) => a.label.localeCompare(b.label, 'zh-CN'))
  })
  const staff = computed(() =>
    (roster.value?.workers ?? [])
      .filter((worker) => worker.duty === 'on' && worker.gridId !== null)
      .filter((worker) => !onLedger.value.some(({ id }) => id === worker.id))
      .map((worker): Visitor => ({ kind: 'worker', id: worker.id, label: `${worker.name} ${worker.label}` })),
  )

  return {
    groups: computed(() => {
      const [ledger, onDuty] = staffLabel()
      return [
        { label: ledger, choices: onLedger.value },
        { label: onDuty, choices: staff.value },
      ]
    }),
  }
}
