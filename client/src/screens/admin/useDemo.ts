import { useIntervalFn } from '@vueuse/core'
import { shallowRef, watch } from 'vue'
import { DemoClock, StoryList } from '#shared/demo'
import type { StoryCommand, StoryName } from '#shared/demo'
import { SECOND_MS } from '#shared/time'
import { adminCommands } from '../../commands/admin-commands.ts'
import { newId } from '../../commands/new-id.ts'
import { createServerClock } from '../../feed/server-clock.ts'
import { useAnswer } from '../../feed/useAnswer.ts'
import { useServerNow } from '../../feed/useServerNow.ts'
import { nextTimeAt } from '../../panels/admin/jumps.ts'

/** The demo's clock and stories, asked again every second; `when` says whether this is a demo at all. */
export function useDemo(when: () => boolean) {
  const clock = useAnswer(DemoClock, '/api/demo/clock', { everyMs: SECOND_MS, when })
  const stories = useAnswer(StoryList, '/api/demo/stories', { everyMs: 2 * SECOND_MS, when })
  const running = createServerClock(() => performance.now())
  const { now, look } = useServerNow(running)
  const realNow = shallowRef(Date.now())
  useIntervalFn(() => (realNow.value = Date.now()), SECOND_MS)

  watch(clock.value, (told) => {
    if (!told) return
    running.set({ serverNow: told.now, demoRate: told.rate })
    look()
  })

  function again() {
    clock.refresh()
    stories.refresh()
  }

  return {
    clock: clock.value,
    stories: stories.value,
    now,
    realNow,
    async setRate(rate: number) {
      await adminCommands.changeClock({ id: newId(), rate })
      again()
    },
    async jump(jumpMinutes: number) {
      await adminCommands.changeClock({ id: newId(), jumpMinutes })
      again()
    },
    async jumpToHour(hour: number) {
      if (!clock.value.value) return
      await adminCommands.changeClock({ id: newId(), jumpTo: nextTimeAt(hour, clock.value.value.now) })
      again()
    },
    async direct(name: StoryName, mode: StoryCommand['mode']) {
      await adminCommands.direct(name, { id: newId(), mode })
      again()
    },
  }
}
