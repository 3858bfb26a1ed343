import { useIntervalFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import type { LedgerRow, Visitor } from '#shared/emergency'
import { Roster } from '#shared/people'
import { useAnswer } from '../../feed/useAnswer.ts'

const KEPT_UNDER = 'visitors-chosen-here'

/**
 * Who may be asked to go to a door: those who go to doors of this ledger already (the specialists who know their
 * stairs), and grid staff on duty. Also which rows were assigned at this desk: ids only, for this browser's session.
 */
export function useVisitors(rows: () => readonly LedgerRow[], staffLabel: () => [ledger: string, staff: string]) {
  const { value: roster, refresh } = useAnswer(Roster.pick({ workers: true }), '/api/roster')
  useIntervalFn(refresh, 120_000)
  const mine = shallowRef<ReadonlySet<string>>(new Set((sessionStorage.getItem(KEPT_UNDER) ?? '').split(' ')))

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
    onLedger,
    mine,
    groups: computed(() => {
      const [ledger, onDuty] = staffLabel()
      return [
        { label: ledger, choices: onLedger.value },
        { label: onDuty, choices: staff.value },
      ]
    }),
    noteMine(rowId: string) {
      mine.value = new Set(mine.value).add(rowId)
      sessionStorage.setItem(KEPT_UNDER, [...mine.value].filter(Boolean).join(' '))
    },
  }
}
