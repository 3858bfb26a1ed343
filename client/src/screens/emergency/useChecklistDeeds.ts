import type { LedgerRow, PlanStep, Supply, SupplyState, Visitor } from '#shared/emergency'
import type { EmergencyEdit, UpwardCommand } from '#shared/emergency-api'
import type { SeenBuildingUtility, SeenEmergency, SeenSweepUnit } from '../../board/things.ts'
import type { DoorFact } from '../../panels/emergency/door-fact.ts'
import { shortPlace } from '../../panels/emergency/ledger.ts'
import { useWords } from '../../words/useWords.ts'
import type { EmergencyDeeds } from './useEmergencyCommands.ts'

export interface ChecklistDeedParts {
  deeds: EmergencyDeeds
  emergency: () => SeenEmergency | null
  noteMine: (rowId: string) => void
  showNumber: (residentId: string, text: string) => void
}

/**
 * What is done on the checklist, each with the words it is called by while it is on its way: by its building, never by
 * its door, because the list of what was not sent may be read by anybody near.
 */
export function useChecklistDeeds({ deeds, emergency, noteMine, showNumber }: ChecklistDeedParts) {
  const { t } = useWords()
  const placeOf = (row: LedgerRow) => shortPlace(row.door?.place ?? '')

  function factWords(fact: DoorFact): string {
    if (fact.kind === 'attempt') {
      return t('emergency.missed', { time: '', means: t(`emergency.means.${fact.means}`) }).trim()
    }
    return fact.kind === 'outcome' ? t(`emergency.outcome.${fact.outcome}`) : t(`emergency.do.${fact.kind}`)
  }

  return {
    record: (row: LedgerRow, fact: DoorFact) =>
      void deeds.record(row, fact, t('emergency.command.fact', { place: placeOf(row), what: factWords(fact) })),

    supply(row: LedgerRow, handed: string[], note: string | undefined) {
      const what = `${t('emergency.outcome.supplied')} ${handed.join(t('emergency.listComma'))}`
      void deeds.supply(row, handed, note, t('emergency.command.fact', { place: placeOf(row), what }))
    },

    assign(row: LedgerRow, visitor: Visitor | null) {
      const who = visitor?.label ?? t('emergency.visitor.none')
      const words = t('emergency.command.visitor', { place: placeOf(row), who })
      void deeds.assign(row, visitor, words, () => visitor && noteMine(row.id))
    },

    reveal: (residentId: string) =>
      void deeds.reveal(residentId, t('emergency.command.reveal'), (text) => showNumber(residentId, text)),

    givePassword(visitors: readonly Visitor[]) {
      const one = emergency()
      if (one) void deeds.givePassword(one.id, visitors, t('emergency.command.password', { n: visitors.length }))
    },

    renewPassword(reason: string) {
      const one = emergency()
      if (one) void deeds.renewPassword(one, reason, t('emergency.command.renew'))
    },

    setUtilities(emergencyId: string, set: readonly SeenBuildingUtility[], state: SupplyState) {
      const [first] = set
      if (!first) return
      const place =
        set.length === 1 ? shortPlace(first.place) : t('emergency.declare.pickedBuildings', { n: set.length })
      const words = { place, utility: t(`emergency.utility.${first.utility}`), state: t(`emergency.supply.${state}`) }
      void deeds.switchSupplies(emergencyId, set, state, t('emergency.command.utility', words))
    },

    tell: (unit: SeenSweepUnit, told: number) =>
      void deeds.sweep(unit, told, t('emergency.command.sweep', { place: shortPlace(unit.place), n: told })),

    tick: (step: PlanStep, done: boolean) =>
      void deeds.tick(step, done, t('emergency.command.plan', { text: step.text })),

    stock: (supply: Supply, counts: Pick<Supply, 'stock' | 'given' | 'setAside'>) =>
      void deeds.stock(supply, counts, t('emergency.command.supply', { item: supply.item })),

    distribute(reason: string | null) {
      const one = emergency()
      if (one) void deeds.distribute(one, reason, t('emergency.command.start'))
    },

    edit(change: Omit<EmergencyEdit, 'id' | 'revision'>, what: string) {
      const one = emergency()
      if (one) void deeds.edit(one, change, t('emergency.command.edit', { what }))
    },

    report(report: Omit<UpwardCommand, 'id' | 'revision'>) {
      const one = emergency()
      const what = t(`emergency.upward.${report.kind}`)
      if (one) void deeds.report(one, report, t('emergency.command.upward', { what }))
    },
  }
}
