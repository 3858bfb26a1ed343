import { computed, inject, provide, shallowRef } from 'vue'
import type { InjectionKey, ShallowRef, WritableComputedRef } from 'vue'

type Notes = ShallowRef<ReadonlyMap<string, string>>
const notebook: InjectionKey<Notes> = Symbol('notebook')

/** Begins the notebook of this desk: half-written words outlive the panel in which they were typed. Memory only. */
export function provideNotebook(): { isEmpty: () => boolean } {
  const notes: Notes = shallowRef(new Map())
  provide(notebook, notes)
  return { isEmpty: () => [...notes.value.values()].every((words) => words.trim() === '') }
}

/** The words under one key (`note/ID`, `answer/ID`), for a field to be bound to. `clearOf` empties one for good. */
export function useNote(key: () => string): { words: WritableComputedRef<string>; clearOf: (key: string) => void } {
  const notes = inject(notebook, () => shallowRef<ReadonlyMap<string, string>>(new Map()), true)
  const set = (at: string, words: string) => {
    const next = new Map(notes.value)
    if (words === '') next.delete(at)
    else next.set(at, words)
    notes.value = next
  }
  return {
    words: computed({ get: () => notes.value.get(key()) ?? '', set: (words) => set(key(), words) }),
    clearOf: (at) => set(at, ''),
  }
}
