import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  again, delivered, newestAbout, nextToSend, put, refused, revived, sending, unanswered, withdrawn,
} from '../../../client/src/commands/field/queue.ts' // prettier-ignore
import type { Queue } from '../../../client/src/commands/field/queue.ts'
import { AT, idOf, missed, queueOf } from './make.ts'

const states = (queue: Queue) => queue.map(({ state }) => state)
const refusal = { code: 'conflict', outcome: 'with-family' } as const

describe('the queue of a phone', () => {
  it('sends what was recorded first, and one thing at a time', () => {
    const queue = queueOf(missed(1), missed(2))
    expect(nextToSend(queue)?.id).toBe(idOf(1))
    expect(nextToSend(sending(queue, idOf(1)))).toBeNull()
    expect(nextToSend(delivered(sending(queue, idOf(1)), idOf(1)))?.id).toBe(idOf(2))
  })

  it('keeps its place when there was no answer, goes again with the same id, and says that it was tried', () => {
    const queue = unanswered(sending(queueOf(missed(1), missed(2)), idOf(1)), idOf(1))
    expect(nextToSend(queue)).toMatchObject({ id: idOf(1), state: 'waiting', attempts: 1 })
  })

  it('lets nobody wait behind what was refused, and keeps that until a person decides', () => {
    const queue = refused(sending(queueOf(missed(1), missed(2)), idOf(1)), idOf(1), refusal)
    expect(states(queue)).toEqual(['refused', 'waiting'])
    expect(nextToSend(queue)?.id).toBe(idOf(2))
    const recorded = again(queue, idOf(1))
    expect(recorded.map(({ id, state }) => [id, state])).toEqual([[idOf(2), 'waiting'], [idOf(1), 'waiting']]) // prettier-ignore
    expect(recorded.at(-1)?.refusal).toBeNull()
  })

  it('says anew what was refused only when it was refused', () => {
    const queue = queueOf(missed(1))
    expect(again(queue, idOf(1), missed(3))).toBe(queue)
  })

  it('lets anything be taken back but what is on its way: nobody knows yet what that would take back', () => {
    const queue = queueOf(missed(1), missed(2))
    expect(withdrawn(queue, idOf(2)).map(({ id }) => id)).toEqual([idOf(1)])
    expect(withdrawn(sending(queue, idOf(1)), idOf(1))).toHaveLength(2)
    expect(withdrawn(refused(queue, idOf(1), refusal), idOf(1))).toHaveLength(1)
  })

  it('comes back in its order after the phone was started anew; what was on its way waits again', () => {
    const queue = sending(queueOf(missed(1), missed(2), missed(3)), idOf(1))
    expect(states(revived([...queue].reverse()))).toEqual(['waiting', 'waiting', 'waiting'])
    expect(revived([...queue].reverse()).map(({ id }) => id)).toEqual([idOf(1), idOf(2), idOf(3)])
  })

  it('holds the same tap once, however often it is put', () => {
    const queue = queueOf(missed(1))
    expect(put(queue, { id: idOf(1), owner: 'helper', claimedAt: AT, command: missed(1) })).toBe(queue)
  })

  it('says how a thing stands on this phone by the newest that was not refused', () => {
    const supplied = { does: 'outcome', rowId: idOf(402), outcome: 'supplied', insteadOf: null } as const
    const queue = queueOf(missed(), supplied)
    expect(newestAbout(queue).get(idOf(402))?.command).toEqual(supplied)
    expect(newestAbout(refused(queue, idOf(2), refusal)).get(idOf(402))?.command).toEqual(missed())
  })

  it('delivers everything exactly once and in order, whatever the network does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('put', 'lost', 'answer', 'restart'), { maxLength: 60 }), (happenings) => {
        let queue: Queue = []
        let made = 0
        const arrived: string[] = []
        for (const happening of happenings) {
          if (happening === 'put') {
            queue = put(queue, { id: idOf(++made), owner: 'helper', claimedAt: AT, command: missed(made) })
          }
          if (happening === 'restart') queue = revived(queue)
          const next = nextToSend(queue)
          if (!next || happening === 'put' || happening === 'restart') continue
          queue = sending(queue, next.id)
          // The server keeps an id once, also when its answer was lost.
          if (!arrived.includes(next.id)) arrived.push(next.id)
          queue = happening === 'lost' ? unanswered(queue, next.id) : delivered(queue, next.id)
        }
        const left = queue.map(({ id }) => id).filter((id) => !arrived.includes(id))
        expect([...arrived, ...left]).toEqual(Array.from({ length: made }, (_, index) => idOf(index + 1)))
      }),
    )
  })
})
