import type { LedgerFactCommand } from '#shared/emergency-api'

type FactOf<Kind extends LedgerFactCommand['kind']> = Omit<
  Extract<LedgerFactCommand, { kind: Kind }>,
  'id' | 'revision'
>

/** What can be recorded at a door with one press. */
export type DoorFact = FactOf<'attempt'> | FactOf<'contacted'> | FactOf<'visited'> | FactOf<'outcome'>
