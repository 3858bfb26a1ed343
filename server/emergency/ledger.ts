import type { LedgerFactCommand, VisitorCommand } from '#shared/emergency-api'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Cipher } from '../identity/cipher.ts'
import { lockEmergency } from './emergency-store.ts'
import { isClosed, isReached, isUnanswered } from './ledger-rules.ts'
import { attemptsOf, findRow, lockRow, saveRow } from './ledger-store.ts'
import type { StoredRow } from './ledger-store.ts'
import { tellDoor } from './sweep.ts'
import { refuseEnded, refuseStale, touch } from './touch.ts'

export type LedgerDesk = ReturnType<typeof createLedgerDesk>

/** What is recorded at the doors of a priority ledger. Each raises the counters of its emergency with it. */
export function createLedgerDesk({ run, cipher }: { run: RunCommand; cipher: Cipher }) {
  return {
    /** An attempt, a contact, a visit, handed-over supplies or an outcome: facts with time and author, never undone. */
    record: (rowId: string, command: LedgerFactCommand, actor: Actor) =>
      run({ id: command.id, kind: `ledger-${command.kind}`, actor, body: { ...command, rowId } }, (work) =>
        record(work, cipher, rowId, command),
      ),

    /** Asks a specialist or sends a grid worker; null takes the visitor away. */
    assign: (rowId: string, command: VisitorCommand, actor: Actor) =>
      run({ id: command.id, kind: 'ledger-visitor', actor, body: { ...command, rowId } }, async (work) => {
        const { row, emergency } = await lockSeen(work, rowId, command.revision)
        await refuseStranger(work, command.visitor)
        return keep(work, emergency, row, {
          visitorKind: command.visitor?.kind ?? null,
          visitorId: command.visitor?.id ?? null,
        }, ['visitor']) // prettier-ignore
      }),
  }
}

async function record(work: Work, cipher: Cipher, rowId: string, command: LedgerFactCommand) {
  const { row, emergency } = await lockSeen(work, rowId, command.revision)
  refuseUnseen(row, command)
  const { at } = work
  await work.db.query(
    `insert into ledger_fact (id, row_id, kind, at, author_id, author, means, answered, outcome, items, note_enc,
                              claimed_at, help)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      command.id, rowId, command.kind, at, work.actor.id, work.actor.label,
      command.kind === 'attempt' ? command.means : null, command.kind === 'attempt' ? command.answered : null,
      command.kind === 'outcome' ? command.outcome : null, command.kind === 'supplied' ? command.items : null,
      command.note ? cipher.encrypt(command.note) : null, command.claimedAt ?? null,
      command.kind === 'help' ? command.wish : null,
    ], // prettier-ignore
  )
  if (command.kind === 'supplied') await countGiven(work, emergency.id, command.items)
  const patch = patchOf(row, command, at)
  const attempts = (await attemptsOf(work.db, cipher, [rowId])).get(rowId) ?? []
  const noAnswer = isUnanswered({ ...row, ...patch, attempts })
  const isNewlyReached = !isReached(row) && isReached({ ...row, ...patch })
  const lines = isNewlyReached ? await tellDoor(work, row, command.claimedAt) : []
  return keep(work, emergency, row, { ...patch, noAnswer }, [command.kind], lines)
}

/**
 * What was handed over at a door has left the store: the sheet of supplies counts it with that of the square. It had
 * been there, though nobody may have written down that it was taken in.
 */
async function countGiven({ db }: Work, emergencyId: string, items: readonly string[]): Promise<void> {
  await db.query(
    `update supply set given = given + 1, stock = greatest(stock, given + 1), revision = revision + 1
      where emergency_id = $1 and item = any($2)`,
    [emergencyId, items],
  )
}

/** What a fact says about the household. Whoever was spoken to at the door was visited and contacted. */
function patchOf(row: StoredRow, command: LedgerFactCommand, at: string): Partial<StoredRow> {
  switch (command.kind) {
    case 'attempt':
      if (!command.answered) return {}
      return { contactedAt: at, ...(command.means === 'door' ? { visitedAt: at } : {}) }
    case 'contacted':
      return { contactedAt: at }
    case 'visited':
      return { contactedAt: at, visitedAt: at }
    case 'supplied':
      return { contactedAt: at, visitedAt: at, supplied: [...new Set([...row.supplied, ...command.items])] }
    case 'help':
      return { contactedAt: at, visitedAt: at, help: command.wish, helpAt: at }
    case 'outcome':
      return {
        outcome: command.outcome,
        outcomeAt: at,
        help: null,
        helpAt: null,
        // Who took something at the door, or said no there, was spoken to.
        ...(command.outcome === 'supplied'
          ? { contactedAt: row.contactedAt ?? at, visitedAt: row.visitedAt ?? at }
          : {}),
      }
  }
}

/** Without a revision only an outcome can clash: it would take the place of one that the phone did not see. */
function refuseUnseen(row: StoredRow, command: LedgerFactCommand): void {
  if (command.kind !== 'outcome' || command.revision !== undefined) return
  if (row.outcome === (command.insteadOf ?? null)) return
  const { id, outcome, outcomeAt, revision } = row
  throw new Problem('conflict', 'Somebody has recorded another outcome at this door', {
    current: { id, outcome, outcomeAt, revision },
  })
}

async function lockSeen(work: Work, rowId: string, revision: number | undefined) {
  const found = await findRow(work.db, rowId)
  if (!found) throw new Problem('not-found', 'There is no such row in a ledger')
  const emergency = await lockEmergency(work.db, found.emergencyId)
  refuseEnded(emergency)
  const row = await lockRow(work.db, rowId)
  if (!row) throw new Error('A ledger row has gone while its emergency was locked')
  const { id, tier, contactedAt, visitedAt, outcome, visitorId } = row
  // The conflict is answered with what was recorded, not with who lives there.
  if (revision !== undefined)
    refuseStale(
      { ...{ id, tier, contactedAt, visitedAt, outcome, visitorId }, revision: row.revision },
      revision,
      'row',
    )
  return { row, emergency }
}

async function keep(
  work: Work,
  emergency: Awaited<ReturnType<typeof lockEmergency>>,
  row: StoredRow,
  patch: Partial<StoredRow>,
  fields: readonly string[],
  lines: readonly string[] = [],
) {
  const next = { ...row, ...patch, revision: row.revision + 1 }
  await saveRow(work.db, next)
  work.changed('ledgerRow', next.id, next.revision, fields)
  const { id, tier, revision } = next
  return {
    row: { id, tier, reached: isReached(next), closed: isClosed(next), revision },
    emergency: await touch(work, emergency, {}, ['counters'], lines),
  }
}

async function refuseStranger({ db }: Work, visitor: VisitorCommand['visitor']): Promise<void> {
  if (!visitor) return
  const { rowCount } = await db.query(
    visitor.kind === 'specialist' ? `select 1 from specialist where id = $1` : `select 1 from worker where id = $1`,
    [visitor.id],
  )
  if (!rowCount) throw new Problem('not-found', `There is no such ${visitor.kind}`)
}
