import type { AddResident, EditResident, RegisteredResident, RemoveResident, ResidentAnswer } from '#shared/resident'
import { Problem } from '#shared/problem'
import { streetDay } from '#shared/time'
import { writeAudit } from '../db/command.ts'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import type { ResidentParts } from './residents.ts'
import { refuseTooManyReveals } from './residents.ts'
import {
  doorExists,
  eraseResident,
  insertResident,
  lockResident,
  readRegistered,
  saveResident,
} from './register-store.ts'

export interface RegisterParts extends Pick<ResidentParts, 'pool' | 'clock' | 'cipher' | 'openEmergencyOf'> {
  run: RunCommand
  /** Every ledger that runs at this door follows, in the same transaction. */
  onChanged(work: Work, door: { householdId: string; buildingId: string }): Promise<void>
}

export type Register = ReturnType<typeof createRegister>

/** Keeping the priority register by hand: who is on it, why, and that they were told. Taken off means erased. */
export function createRegister({ pool, clock, cipher, openEmergencyOf, run, onChanged }: RegisterParts) {
  return {
    add: (command: AddResident, actor: Actor) =>
      run({ id: command.id, kind: 'resident-add', actor, body: told(cipher, command) }, async (work) => {
        const buildingId = await doorExists(work.db, command.householdId)
        if (!buildingId) {
          throw new Problem('invalid', 'There is no such door', {
            errors: [{ path: 'householdId', message: 'expected a household of the street' }],
          })
        }
        refuseFuture(command.notifiedOn, work)
        await insertResident(work, cipher, { ...command, buildingId })
        await onChanged(work, { householdId: command.householdId, buildingId })
        await audit(work, 'register-add', command.id, Object.keys(command.person))
        return answer(command.id, 1)
      }),

    edit: (residentId: string, command: EditResident, actor: Actor) =>
      run(
        { id: command.id, kind: 'resident-edit', actor, body: told(cipher, command, { residentId }) },
        async (work) => {
          const stored = await lockSeen(work, residentId, command.revision)
          if (command.notifiedOn) refuseFuture(command.notifiedOn, work)
          await saveResident(work, cipher, stored, command)
          await onChanged(work, stored)
          await audit(work, 'register-edit', residentId, [...Object.keys(command.person), 'notice'])
          return answer(residentId, stored.revision + 1)
        },
      ),

    /** Nothing of the person is left but that an id was taken off the register, by whom and why. */
    remove: (residentId: string, command: RemoveResident, actor: Actor) =>
      run({ id: command.id, kind: 'resident-remove', actor, body: { ...command, residentId } }, async (work) => {
        const stored = await lockSeen(work, residentId, command.revision)
        await eraseResident(work.db, residentId)
        await onChanged(work, stored)
        await audit(work, 'register-remove', residentId, [], command.why)
        return answer(residentId, stored.revision)
      }),

    /**
     * The whole entry with its door, to be mended: written down like a number that is looked at, and counted with those
     * outside an emergency. Names and numbers stay covered.
     */
    open: (residentId: string, actor: Actor): Promise<RegisteredResident> =>
      inTransaction(pool, async (db) => {
        const emergency = await openEmergencyOf(db, residentId)
        if (!emergency) await refuseTooManyReveals(db, actor.id)
        const found = await readRegistered(db, cipher, residentId, streetDay(clock.now()))
        if (!found) throw new Problem('not-found', 'There is no such resident')
        const action = emergency ? 'reveal-in-emergency' : 'reveal'
        const fields = ['health', 'door', 'notice']
        await writeAudit(db, { at: clock.now(), actor, action, entity: 'resident', id: residentId, fields, reason: '维护优先户名册' }) // prettier-ignore
        return found
      }),
  }
}

/** The stored fingerprint of a command must not be one of a person: what is personal goes through the key first. */
function told({ fingerprint }: Cipher, command: AddResident | EditResident, about: object = {}) {
  const { person, health, ...rest } = command
  return { ...rest, ...about, person: fingerprint(JSON.stringify({ person, health })) }
}

const answer = (id: string, revision: number): Omit<ResidentAnswer, 'seq'> => ({ resident: { id, revision } })

async function lockSeen(work: Work, residentId: string, revision: number) {
  const stored = await lockResident(work.db, residentId)
  if (!stored) throw new Problem('not-found', 'There is no such resident')
  if (stored.revision !== revision) {
    throw new Problem('conflict', `Someone else changed this entry: you saw ${revision}, it is ${stored.revision}`, {
      // What is personal is asked for anew, and that is written down; the conflict says only that it moved.
      current: { id: residentId, revision: stored.revision },
    })
  }
  return stored
}

function refuseFuture(notifiedOn: string, { at }: Work): void {
  if (notifiedOn <= streetDay(at)) return
  throw new Problem('invalid', 'They cannot have been told on a day that has not come', {
    errors: [{ path: 'notifiedOn', message: 'expected a day up to today' }],
  })
}

/** The register does not travel on the lane, so the command itself does not say whom it was about. */
function audit({ db, at, actor }: Work, action: string, id: string, fields: readonly string[], reason?: string) {
  return writeAudit(db, { at, actor, action, entity: 'resident', id, fields, reason })
}
