import { describe, expect, it } from 'vitest'
import { createBoard } from '../../../client/src/board/board.ts'
import { forgetOldest } from '../../../client/src/board/forget-oldest.ts'
import { promiseStanding } from '../../../client/src/board/promise-standing.ts'
import type { SeenIncident } from '../../../client/src/board/things.ts'
import { makeSeenIncident } from '../make-seen.ts'

const news = (state: SeenIncident, seq = 1) =>
  ({ seq, entity: 'incident', id: state.id, revision: state.revision, state }) as const
const gone = ({ id, revision }: SeenIncident) => ({ seq: 9, entity: 'incident', id, revision, state: null }) as const

function boardByHand() {
  let shows: (() => void)[] = []
  const board = createBoard((show) => {
    shows.push(show)
    return () => (shows = [])
  })
  const nextFrame = () => {
    const now = shows
    shows = []
    now.forEach((show) => show())
    return now.length
  }
  const replace = (incident: SeenIncident[]) =>
    board.replace({
      incident,
      assignment: [],
      whistle: [],
      alarm: [],
      worker: [],
      line: [],
      emergency: [],
      ledgerRow: [],
      sweepUnit: [],
      buildingUtility: [],
      recheck: [],
      leg: [],
    })
  return { board, nextFrame, replace }
}

describe('the board', () => {
  it('shows a burst of news in one frame', () => {
    const { board, nextFrame, replace } = boardByHand()
    replace([])
    for (let i = 0; i < 50; i++) board.merge(news(makeSeenIncident()))
    expect(board.incidents.value.size).toBe(0)
    expect(nextFrame()).toBe(1)
    expect(board.incidents.value.size).toBe(50)
  })

  it('knows nothing before the first snapshot, which is not the same as nothing open', () => {
    const { board, nextFrame, replace } = boardByHand()
    expect(board.ready.value).toBe(false)
    replace([])
    nextFrame()
    expect(board.ready.value).toBe(true)
  })

  it('takes the higher revision, whatever the order of the news', () => {
    const { board, replace } = boardByHand()
    const incident = makeSeenIncident()
    replace([])
    board.merge(news({ ...incident, revision: 3, place: '望河桥' }))
    board.merge(news({ ...incident, revision: 2 }))
    board.merge(news({ ...incident, revision: 3, place: '别处' }))
    expect(board.openHeld()).toMatchObject([{ revision: 3, place: '望河桥' }])
  })

  it('lets go what has left its view, and does not take it back from old news', () => {
    const { board, replace } = boardByHand()
    const incident = makeSeenIncident({ revision: 4 })
    replace([incident])
    board.merge(gone(incident))
    board.merge(news({ ...incident, revision: 3 }))
    expect(board.openHeld()).toEqual([])
  })

  it('lists what is open, most urgent first, then what is due next; 日常 comes last', () => {
    const { board, nextFrame, replace } = boardByHand()
    const routine = makeSeenIncident({ severity: 0, dueAt: '2026-11-18T07:00:00.000Z' })
    const later = makeSeenIncident({ severity: 4, dueAt: '2026-11-18T12:00:00.000Z' })
    const sooner = makeSeenIncident({ severity: 4, dueAt: '2026-11-18T08:00:00.000Z' })
    const never = makeSeenIncident({ severity: 4, dueAt: null, tier: null })
    const fire = makeSeenIncident({ severity: 1 })
    const done = makeSeenIncident({ severity: 1, status: 'done' })
    replace([routine, never, later, done, sooner, fire])
    nextFrame()
    expect(board.open.value.map(({ id }) => id)).toEqual([fire, sooner, later, never, routine].map(({ id }) => id))
  })

  it('forgets the oldest of what is settled when there is too much, and never what is open', () => {
    const open = makeSeenIncident({ updatedAt: '2020-01-01T00:00:00.000Z' })
    const old = makeSeenIncident({ status: 'closed', updatedAt: '2026-01-01T00:00:00.000Z' })
    const recent = makeSeenIncident({ status: 'closed', updatedAt: '2026-02-01T00:00:00.000Z' })
    const held = new Map([recent, old, open].map((incident) => [incident.id, incident]))
    forgetOldest(held, 2)
    expect([...held.keys()].sort()).toEqual([open.id, recent.id].sort())
  })
})

describe('a promise', () => {
  const promised = { receivedAt: '2026-11-18T00:00:00.000Z', dueAt: '2026-11-18T10:00:00.000Z', doneAt: null }

  it.each([
    ['2026-11-18T07:59:59.000Z', 'running'],
    ['2026-11-18T08:00:00.000Z', 'near'],
    ['2026-11-18T10:00:00.000Z', 'near'],
    ['2026-11-18T10:00:01.000Z', 'over'],
  ])('of ten hours, at %s, is %s', (now, standing) => {
    expect(promiseStanding(promised, Date.parse(now))).toBe(standing)
  })

  it('is kept or broken by the time of being done', () => {
    const now = Date.parse('2026-11-19T00:00:00.000Z')
    expect(promiseStanding({ ...promised, doneAt: '2026-11-18T10:00:00.000Z' }, now)).toBe('kept')
    expect(promiseStanding({ ...promised, doneAt: '2026-11-18T10:00:01.000Z' }, now)).toBe('broken')
    expect(promiseStanding({ ...promised, dueAt: null }, now)).toBeNull()
  })
})
