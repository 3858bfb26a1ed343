import { afterEach, beforeEach } from 'vitest'
import type { Journey } from './journey.ts'

/**
 * The tests of this `describe` are one story: when a part of it fails, the rest is not waited for, and there is a
 * picture of every screen in tests/.shots/failed.
 */
export function tellAsOneStory(journey: () => Journey): void {
  let isTorn = false
  beforeEach(({ skip }) => skip(isTorn, 'an earlier part of the story has failed'))
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    isTorn = true
    await journey().keepPictures(task.name)
  })
}
