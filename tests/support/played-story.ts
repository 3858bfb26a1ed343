import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import { IncidentDetail } from '#shared/api'
import { StoryAnswer, StoryList } from '#shared/demo'
import type { StoryName } from '#shared/demo'
import type { DemoRooms } from './demo-rooms.ts'

/** A step that lies a day ahead lets the whole street live through that day. */
export const LONGEST_STEP_MS = 90_000

/** Plays a story of the made-up street on real rooms, and answers what came of it. */
export function createPlayedStory(rooms: DemoRooms, name: StoryName) {
  const state = async () => {
    const { items } = StoryList.parse((await rooms.send('GET', '/api/demo/stories', { as: 'admin' })).body)
    const story = items.find((one) => one.name === name)
    if (!story) throw new Error(`There is no story ${name}`)
    return story
  }

  async function isTold() {
    if ((await state()).state === 'playing') throw new Error('The story has not come to the end of its step yet')
  }

  async function pass(minutes: number) {
    const body = { id: randomUUID(), jumpMinutes: minutes }
    await rooms.send('POST', '/api/demo/clock', { as: 'admin', body })
  }

  return {
    /**
     * Lets the next step happen, and waits for all that belongs to it. `minutes`: how long it lasts on the street, for
     * one that takes its time; the clock passes over them. `until`: waits only for this.
     */
    async step({ minutes = 0, until = isTold }: { minutes?: number; until?: () => Promise<void> } = {}) {
      const body = { id: randomUUID(), mode: 'step' }
      StoryAnswer.parse((await rooms.send('POST', `/api/demo/stories/${name}`, { as: 'admin', body })).body)
      if (minutes > 0) await pass(minutes)
      await vi.waitFor(until, { timeout: LONGEST_STEP_MS })
    },

    /** The incident that was opened with these words, newest first. */
    async incidents(words: string): Promise<string[]> {
      const { rows } = await rooms.pool.query<{ id: string }>(
        `select id from incident where text = $1 and merged_into_id is null order by received_at desc`,
        [words],
      )
      return rows.map(({ id }) => id)
    },

    detail: async (id: string) =>
      IncidentDetail.parse((await rooms.send('GET', `/api/incidents/${id}`, { as: 'coordinator' })).body),

    post: (path: string, body: object, as: 'coordinator' | 'leader' | 'worker' = 'coordinator') =>
      rooms.send('POST', path, { as, body: { id: randomUUID(), ...body } }),
  }
}
