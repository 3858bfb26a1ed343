import { randomUUID } from 'node:crypto'
import type { FactKind, Incident } from '#shared/incident'
import { Problem } from '#shared/problem'
import { isOwed } from '#shared/recheck'
import type { Recheck, RecheckCommand, RecheckDue, RecheckRulesCommand } from '#shared/recheck'
import type { Instant } from '#shared/time'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import { insertFact, lock, refold } from './incident-store.ts'
import { dueOf, rulesOf, saveRules } from './recheck-rules.ts'
import { findRecheck, insertRecheck, lockRecheck, lockWaiting, rechecksOf, saveRecheck } from './recheck-store.ts'
import type { WaitingRecheck } from './recheck-store.ts'

/**
 * What follows from a fact for the looks that are owed: the rules of the kind make one each, unless it is owed
 * already; a false alarm takes them back. Belongs into the transaction that records the fact.
 */
export async function planRechecks(work: Work, incident: Incident, fact: FactKind): Promise<void> {
  if (incident.drill) return
  const known = await rechecksOf(work.db, incident.id)
  if (fact === 'false-alarm') return takeBack(work, known)
  for (const rule of await rulesOf(work.db, incident.kind)) {
    if (rule.after !== fact || known.some((one) => isOwed(one) && one.after === rule.after && one.due === rule.due)) {
      continue
    }
    const recheck = {
      id: randomUUID(),
      incidentId: incident.id,
      gridId: incident.gridId,
      ...rule,
      createdAt: work.at,
      dueAt: dueOf(rule.due, work.at),
      ...{ doneAt: null, doneBy: null, result: null, note: null, voidAt: null },
      revision: 1,
    }
    await insertRecheck(work.db, recheck)
    work.changed('recheck', recheck.id, 1, ['createdAt'])
  }
}

/**
 * How a trigger plugs in: whoever learns that the rain has ended calls this inside a command, with the time from which
 * the look is due. All that wait for it fall due together, each told to the lane; calling it twice does nothing more.
 * Another trigger is one more word in `RecheckDue`, in the table's check, and a call of this function. `isMet`: for
 * which of them it has happened; left out, for all.
 */
export async function fallDue(
  work: Work,
  due: RecheckDue,
  dueAt: Instant,
  isMet: (waiting: WaitingRecheck) => boolean = () => true,
): Promise<Recheck[]> {
  const fallen: Recheck[] = []
  for (const waiting of (await lockWaiting(work.db, due)).filter(isMet)) {
    const next = { ...waiting, dueAt, revision: waiting.revision + 1 }
    await saveRecheck(work.db, next)
    fallen.push(next)
  }
  work.changedMany('recheck', fallen, ['dueAt'])
  return fallen
}

export type Rechecks = ReturnType<typeof createRechecks>

/** What people do with the looks that are owed. */
export function createRechecks(run: RunCommand) {
  return {
    /** Somebody was there. What is not fine opens the case again; both stand in its story. */
    record: (recheckId: string, command: RecheckCommand, actor: Actor) =>
      run({ id: command.id, kind: 'recheck', actor, body: { ...command, recheckId } }, (work) =>
        record(work, recheckId, command),
      ),

    /** The street's own rules of a kind, from now on. */
    setRules: ({ id, ...rules }: RecheckRulesCommand, actor: Actor) =>
      run({ id, kind: 'recheck-rules', actor, body: rules }, async (work) => {
        await saveRules(work.db, rules)
        return rules
      }),
  }
}

async function record(work: Work, recheckId: string, { id, revision, result, note }: RecheckCommand) {
  const incidentId = (await findRecheck(work.db, recheckId))?.incidentId
  if (!incidentId) throw new Problem('not-found', 'There is no such recheck')
  // The incident first, then what belongs to it: everybody locks in this order.
  const incident = (await lock(work.db, [incidentId])).get(incidentId)
  const recheck = await lockRecheck(work.db, recheckId)
  if (!incident || !recheck) throw new Error('A recheck without its incident')
  if (recheck.revision !== revision) {
    throw new Problem('conflict', 'Someone else was there first', { current: recheck })
  }
  if (!isOwed(recheck)) throw new Problem('conflict', 'This look is not owed any more', { current: recheck })
  const looked = { doneAt: work.at, doneBy: work.actor.label, result, note: note ?? null }
  const next: Recheck = { ...recheck, ...looked, revision: recheck.revision + 1 }
  await saveRecheck(work.db, next)
  const kind = result === 'trouble' && isOver(incident) ? ('reopened' as const) : ('note' as const)
  const said = `复查${recheck.what}：${result === 'fine' ? '无异常' : '有异常'}${note ? `，${note}` : ''}`
  const about = { id, incidentId, kind, at: work.at, author: work.actor.label, note: said, satisfied: null }
  await insertFact(work.db, about, work.actor.id)
  const folded = await refold(work.db, incident, work.at)
  work.changed('recheck', next.id, next.revision, ['result'])
  work.changed('incident', incidentId, folded.revision, ['status'])
  return { recheck: next }
}

const isOver = ({ status }: Incident) => status === 'done' || status === 'revisited' || status === 'closed'

async function takeBack(work: Work, known: readonly Recheck[]): Promise<void> {
  for (const recheck of known.filter(isOwed)) {
    const revision = recheck.revision + 1
    await saveRecheck(work.db, { ...recheck, voidAt: work.at, revision })
    work.changed('recheck', recheck.id, revision, ['voidAt'])
  }
}
