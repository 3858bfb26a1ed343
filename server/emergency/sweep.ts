import { randomUUID } from 'node:crypto'
import type { DoorAnswer, Emergency, SweepUnit } from '#shared/emergency'
import type { SweepCommand, SweepDoorCommand } from '#shared/emergency-api'
import { Problem } from '#shared/problem'
import type { Actor, RunCommand, Work } from '../db/command.ts'
import type { Db } from '../db/transaction.ts'
import type { Cipher } from '../identity/cipher.ts'
import { lockEmergency, sweep } from './emergency-store.ts'
import { isDoorOf, newestAnswer } from './sweep-doors.ts'
import { refuseEnded, refuseStale, touch } from './touch.ts'

export type Sweep = ReturnType<typeof createSweep>

/** 入户通知: how many doors of each staircase were told, by a number set at the desk or door by door on a phone. */
export function createSweep({ run, cipher }: { run: RunCommand; cipher: Cipher }) {
  return {
    /** How many households of a staircase have been told. */
    count: (unitId: string, command: SweepCommand, actor: Actor) =>
      run({ id: command.id, kind: 'sweep', actor, body: { ...command, unitId } }, async (work) => {
        const { unit, emergency } = await lockUnit(work, unitId)
        refuseStale(unit, command.revision, 'staircase')
        if (command.told > unit.households) {
          throw new Problem('invalid', `This staircase has ${unit.households} households`, {
            errors: [{ path: 'told', message: `expected at most ${unit.households}, got ${command.told}` }],
          })
        }
        const { lines } = await keepTold(work, unit, command.told)
        return { emergency: await touch(work, emergency, {}, ['counters'], lines) }
      }),

    /** What came of a knock at one door. The newest answer is how the door stands; told doors raise the count. */
    answer: (unitId: string, command: SweepDoorCommand, actor: Actor) =>
      run({ id: command.id, kind: 'sweep-door', actor, body: { ...command, unitId } }, async (work) => {
        const { unit, emergency } = await lockUnit(work, unitId)
        if (!(await isDoorOf(work.db, unitId, command.householdId))) {
          throw new Problem('not-found', 'There is no such door in this staircase')
        }
        const { next, lines } = await keepAnswer(work, unit, {
          ...command,
          noteEnc: command.note ? cipher.encrypt(command.note) : null,
        })
        await touch(work, emergency, {}, ['counters'], lines)
        const { id, told, households, revision } = next
        return { unit: { id, told, households, revision } }
      }),
  }
}

/** Whoever was reached at a priority door has been told: the same door is not knocked at twice. */
export async function tellDoor(
  work: Work,
  door: { emergencyId: string; buildingId: string; unit: number; householdId: string },
  claimedAt: string | undefined,
): Promise<string[]> {
  const { rows } = await work.db.query<{ id: string }>(
    `select id from sweep_unit where emergency_id = $1 and building_id = $2 and unit = $3`,
    [door.emergencyId, door.buildingId, door.unit],
  )
  const [unit] = rows[0] ? await sweep.byIds(work.db, [rows[0].id]) : []
  if (!unit || (await newestAnswer(work.db, unit.id, door.householdId)) === 'told') return []
  const told = { id: randomUUID(), householdId: door.householdId, answer: 'told' as const, claimedAt, noteEnc: null }
  return (await keepAnswer(work, unit, told)).lines
}

interface Answered {
  id: string
  householdId: string
  answer: DoorAnswer
  claimedAt?: string | undefined
  noteEnc: Buffer | null
}

async function keepAnswer(work: Work, unit: SweepUnit, answered: Answered) {
  const { id, householdId, answer, claimedAt, noteEnc } = answered
  const before = await newestAnswer(work.db, unit.id, householdId)
  await work.db.query(
    `insert into sweep_door (id, unit_id, household_id, answer, at, claimed_at, author_id, author, note_enc)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, unit.id, householdId, answer, work.at, claimedAt ?? null, work.actor.id, work.actor.label, noteEnc],
  )
  const more = Number(answer === 'told') - Number(before === 'told')
  // The desk may have counted this door already when it set a number by hand.
  return keepTold(work, unit, Math.min(unit.households, Math.max(0, unit.told + more)))
}

async function keepTold(work: Work, unit: SweepUnit, told: number) {
  const isComplete = told === unit.households
  const revision = unit.revision + 1
  await work.db.query(
    `update sweep_unit set told = $2, completed_at = $3, changed_by = $4, revision = $5 where id = $1`,
    [unit.id, told, isComplete ? (unit.completedAt ?? work.at) : null, work.actor.label, revision],
  )
  work.changed('sweepUnit', unit.id, revision, ['told'])
  const lines = isComplete && !unit.completedAt ? await sweptLine(work.db, unit) : []
  return { next: { ...unit, told, revision }, lines }
}

async function lockUnit(work: Work, unitId: string): Promise<{ unit: SweepUnit; emergency: Emergency }> {
  const [found] = await sweep.byIds(work.db, [unitId])
  if (!found) throw new Problem('not-found', 'There is no such staircase')
  const emergency = await lockEmergency(work.db, found.emergencyId)
  refuseEnded(emergency)
  const [unit] = await sweep.byIds(work.db, [unitId])
  if (!unit) throw new Error('A staircase has gone while its emergency was locked')
  return { unit, emergency }
}

async function sweptLine(db: Db, { emergencyId, buildingId }: SweepUnit): Promise<string[]> {
  const units = (await sweep.of(db, emergencyId)).filter((unit) => unit.buildingId === buildingId)
  if (units.some(({ completedAt }) => completedAt === null)) return []
  const households = units.reduce((sum, unit) => sum + unit.households, 0)
  return [`${units[0]?.place ?? ''}入户告知完成 ${households} 户`]
}
