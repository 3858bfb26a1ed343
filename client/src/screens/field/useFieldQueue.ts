import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { z } from 'zod'
import { requestOf } from '../../commands/field/field-command.ts'
import type { FieldCommand } from '../../commands/field/field-command.ts'
import { openQueueStore } from '../../commands/field/queue-store.ts'
import type { Queue } from '../../commands/field/queue.ts'
import { openSendQueue } from '../../commands/field/send-queue.ts'
import type { SendQueue } from '../../commands/field/send-queue.ts'
import { newId } from '../../commands/new-id.ts'
import { ask } from '../../feed/ask.ts'

const Done = z.looseObject({})

/**
 * The queue of this phone for one screen: opened once, woken when the browser says the network is back, ended with the
 * screen. `owner` is who the server says is signed in; `shown` whose taps are shown, which may be known before that.
 */
export function useFieldQueue(parts: { owner: () => string | null; shown: () => string | null; now: () => string }) {
  const queue = shallowRef<SendQueue | null>(null)
  let isOver = false

  const opening = openQueueStore()
    .then((store) =>
      openSendQueue({
        store,
        owner: parts.owner,
        whose: parts.shown,
        deliver: async ({ id, claimedAt, command }) => {
          const { path, body } = requestOf(id, claimedAt, command)
          await ask(Done, path, { method: 'POST', body })
        },
        newId,
        now: parts.now,
        after(ms, run) {
          const timer = setTimeout(run, ms)
          return () => clearTimeout(timer)
        },
      }),
    )
    .then((opened) => {
      if (isOver) opened.stop()
      else queue.value = opened
      opened.wake()
      return opened
    })

  useEventListener('online', () => queue.value?.wake())
  onScopeDispose(() => {
    isOver = true
    queue.value?.stop()
  })

  const all = computed<Queue>(() => queue.value?.items.value ?? [])
  const mine = computed(() => all.value.filter((item) => item.owner === parts.shown()))

  return {
    mine,
    foreign: computed(() => all.value.length - mine.value.length),
    refused: computed(() => mine.value.filter(({ state }) => state === 'refused').length),
    isKept: computed(() => queue.value?.isKept ?? true),
    wake: () => queue.value?.wake(),
    record: async (command: FieldCommand) => (await opening).record(command),
    withdraw: async (id: string) => (await opening).withdraw(id),
    again: async (id: string, command?: FieldCommand) => (await opening).again(id, command),
    forget: async (owner: string) => (await opening).forget(owner),
  }
}
