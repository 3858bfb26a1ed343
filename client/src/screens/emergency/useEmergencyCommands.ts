import { shallowReadonly, shallowRef } from 'vue'
import { z } from 'zod'
import type { BuildingUtility, LedgerRow, PlanStep, Supply, SupplyState, SweepUnit, Visitor } from '#shared/emergency'
import type { EmergencyEdit, UpwardCommand } from '#shared/emergency-api'
import type { SeenBuildingUtility, SeenEmergency, SeenSweepUnit } from '../../board/things.ts'
import type { Commands } from '../../commands/commands.ts'
import type { Outbox } from '../../commands/outbox.ts'
import type { DoorFact } from '../../panels/emergency/door-fact.ts'

/** Somebody else was first, and it matters to what one wanted. */
export interface EmergencyClash {
  title: string
  /** As the thing stands now, as far as the refusal says it. */
  current: Readonly<Record<string, unknown>>
  again: () => void
}

export interface EmergencyCommandParts {
  commands: Commands
  outbox: Outbox
  newId: () => string
}

/** So often a command is sent again by itself when what moved on has nothing to do with it. */
const MOST_TRIES = 4

const Current = z.looseObject({ revision: z.int().positive() })
type Current = z.infer<typeof Current>

interface Act<T> {
  title: string
  revision: number
  attempt: (id: string, revision: number) => Promise<T>
  /** Does the command still mean the same, as the thing stands now? */
  means: (current: Current) => boolean
  onDone?: (answer: T) => void
}

const always = () => true

/** What the desk does with a declared emergency: each one command, with an id of its own and the revision that was seen. */
export function useEmergencyCommands({ commands, outbox, newId }: EmergencyCommandParts) {
  const clash = shallowRef<EmergencyClash | null>(null)
  const refusal = shallowRef<{ title: string; error: unknown } | null>(null)

  function act<T>(wanted: Act<T>, revision = wanted.revision, tries = 1): Promise<void> {
    const id = newId()
    return outbox.send({
      id,
      title: wanted.title,
      attempt: () => wanted.attempt(id, revision),
      onAnswer(answer) {
        if (clash.value?.title === wanted.title) clash.value = null
        wanted.onDone?.(answer)
      },
      onRefused(problem) {
        const read = problem.code === 'conflict' ? Current.safeParse(problem.current) : null
        if (!read?.success || read.data.revision === revision) {
          refusal.value = { title: wanted.title, error: problem }
          return
        }
        const now = read.data
        if (wanted.means(now) && tries < MOST_TRIES) void act(wanted, now.revision, tries + 1)
        else clash.value = { title: wanted.title, current: now, again: () => void act(wanted, now.revision) }
      },
    })
  }

  return {
    clash: shallowReadonly(clash),
    refusal: shallowReadonly(refusal),
    leaveClash: () => (clash.value = null),
    dismiss: () => (refusal.value = null),

    /** A fact adds to what is known; only an outcome must not be laid over another one. */
    record: (row: LedgerRow, fact: DoorFact, title: string) =>
      act({
        title,
        revision: row.revision,
        means: ({ outcome }) => fact.kind !== 'outcome' || (outcome ?? null) === row.outcome,
        attempt: (id, revision) => commands.recordAtDoor(row.id, { ...fact, id, revision }),
      }),

    /** What was handed over, and with it the outcome. */
    supply: (row: LedgerRow, items: string[], note: string | undefined, title: string) =>
      act({
        title,
        revision: row.revision,
        means: ({ outcome }) => (outcome ?? null) === row.outcome,
        attempt: (id, revision) =>
          commands.recordAtDoor(row.id, { id, revision, kind: 'supplied', items, ...(note ? { note } : {}) }),
        onDone: (answer) =>
          void act({
            title,
            revision: answer.row.revision,
            means: ({ outcome }) => (outcome ?? null) === row.outcome,
            attempt: (id, revision) =>
              commands.recordAtDoor(row.id, { id, revision, kind: 'outcome', outcome: 'supplied' }),
          }),
      }),

    assign: (row: LedgerRow, visitor: Pick<Visitor, 'kind' | 'id'> | null, title: string, done: () => void) =>
      act({
        title,
        revision: row.revision,
        means: ({ visitorId }) => (visitorId ?? null) === (row.visitor?.id ?? null),
        attempt: (id, revision) =>
          commands.assignVisitor(row.id, {
            id,
            revision,
            visitor: visitor && { kind: visitor.kind, id: visitor.id },
          }),
        onDone: done,
      }),

    switchSupplies: (
      emergencyId: string,
      set: readonly (SeenBuildingUtility | BuildingUtility)[],
      state: SupplyState,
      title: string,
    ) =>
      act({
        title,
        revision: 0,
        // Each supply has a revision of its own: whoever was overtaken looks again.
        means: () => false,
        attempt: (id) =>
          commands.setUtilities(emergencyId, {
            id,
            set: set.map(({ id: supplyId, revision }) => ({ id: supplyId, revision, state })),
          }),
      }),

    sweep: (unit: SeenSweepUnit | SweepUnit, told: number, title: string) =>
      act({
        title,
        revision: unit.revision,
        means: (current) => current['told'] === unit.told,
        attempt: (id, revision) => commands.sweep(unit.id, { id, revision, told }),
      }),

    tick: (step: PlanStep, done: boolean, title: string) =>
      act({
        title,
        revision: step.revision,
        means: always,
        attempt: (id, revision) => commands.tickStep(step.id, { id, revision, done }),
      }),

    stock: (supply: Supply, counts: Pick<Supply, 'stock' | 'given' | 'setAside'>, title: string) =>
      act({
        title,
        revision: supply.revision,
        means: () => false,
        attempt: (id, revision) => commands.stock(supply.id, { id, revision, ...counts }),
      }),

    distribute: (emergency: SeenEmergency, reason: string | null, title: string) =>
      act({
        title,
        revision: emergency.revision,
        means: ({ distributionStartedAt }) => !distributionStartedAt,
        attempt: (id, revision) =>
          commands.startDistribution(emergency.id, { id, revision, ...(reason ? { reason } : {}) }),
      }),

    report: (emergency: SeenEmergency, report: Omit<UpwardCommand, 'id' | 'revision'>, title: string) =>
      act({
        title,
        revision: emergency.revision,
        means: ({ lastReportedAt }) => (lastReportedAt ?? null) === emergency.lastReportedAt,
        attempt: (id, revision) => commands.reportUpward(emergency.id, { id, revision, ...report }),
      }),

    edit: (emergency: SeenEmergency, change: Omit<EmergencyEdit, 'id' | 'revision'>, title: string) =>
      act({
        title,
        revision: emergency.revision,
        means: (current) =>
          ('expectedRestoreAt' in change ? current['expectedRestoreAt'] === emergency.expectedRestoreAt : true) &&
          ('casualties' in change ? current['casualties'] === emergency.casualties : true) &&
          ('trapped' in change ? current['trapped'] === emergency.trapped : true) &&
          ('state' in change ? current['state'] === emergency.state : true) &&
          ('alert' in change ? current['alert'] === emergency.alert : true),
        attempt: (id, revision) => commands.editEmergency(emergency.id, { id, revision, ...change }),
      }),

    renewPassword: (emergency: SeenEmergency, reason: string, title: string) =>
      act({
        title,
        revision: emergency.revision,
        // Whether somebody else renewed it meanwhile the answer does not say: a person looks again.
        means: () => false,
        attempt: (id, revision) => commands.renewPassword(emergency.id, { id, revision, reason }),
      }),

    givePassword(emergencyId: string, visitors: readonly Pick<Visitor, 'kind' | 'id'>[], title: string) {
      const id = newId()
      return outbox.send({
        id,
        title,
        attempt: () =>
          commands.givePassword(emergencyId, {
            id,
            visitors: visitors.map(({ kind, id: visitorId }) => ({ kind, id: visitorId })),
          }),
        onRefused: (problem) => (refusal.value = { title, error: problem }),
      })
    },

    reveal(residentId: string, title: string, done: (text: string) => void) {
      const id = newId()
      return outbox.send({
        id,
        title,
        attempt: () => commands.revealResident(residentId, id),
        onAnswer: ({ phone, contact }) =>
          done([phone, contact && `${contact.relation} ${contact.phone}`].filter(Boolean).join(' · ')),
        onRefused: (problem) => (refusal.value = { title, error: problem }),
      })
    },
  }
}
export type EmergencyDeeds = ReturnType<typeof useEmergencyCommands>
