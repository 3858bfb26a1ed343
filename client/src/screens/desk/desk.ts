import { inject, provide } from 'vue'
import type { InjectionKey } from 'vue'
import { createDesk } from './create-desk.ts'

export type Desk = ReturnType<typeof createDesk>

const key: InjectionKey<Desk> = Symbol('desk')

/** Wires the desk for this screen; its parts take from it what they show. */
export function provideDesk(): Desk {
  const desk = createDesk()
  provide(key, desk)
  return desk
}

/** The desk of the screen around this component. */
export function useDesk(): Desk {
  const desk = inject(key)
  if (!desk) throw new Error('Expected a desk around this component')
  return desk
}
