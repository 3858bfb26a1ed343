import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Hint, ReportAnswer, Suggestion } from '#shared/report'
import type { PeopleCard } from '#shared/street'
import type { Commands } from '../../commands/commands.ts'
import type { Outbox } from '../../commands/outbox.ts'
import type { ReportSender } from '../../commands/report-sender.ts'
import type { Problem } from '#shared/problem'
import { hintRequestOf, isBegun, missingIn, newDraft, requestOf } from '../../panels/desk/call-draft.ts'
import type { CallDraft, DraftPlace } from '../../panels/desk/call-draft.ts'

/** Somebody is typing: ask when the hand rests. */
const ASK_AFTER_MS = 300

export interface CallParts {
  commands: Pick<Commands, 'hint' | 'peopleCard'>
  sender: ReportSender
  outbox: Outbox
  newId: () => string
  /** The words for a call in the list of what is not delivered. */
  titleOf: (draft: CallDraft) => string
  onSaved: (answer: ReportAnswer) => void
}

/**
 * The call that is being taken. What was typed stays until the server has it: closing the form keeps it, a failed
 * send keeps it in the list, and every attempt carries the id the call was given when it was begun.
 */
export function useCall({ commands, sender, outbox, newId, titleOf, onSaved }: CallParts) {
  const draft = shallowRef<CallDraft | null>(null)
  const isOpen = shallowRef(false)
  const tried = shallowRef(false)
  const refused = shallowRef<Problem | null>(null)
  const hint = shallowRef<Hint | null>(null)
  const hintFailure = shallowRef<unknown>(null)
  const people = shallowRef<PeopleCard | null>(null)
  const notSame = shallowRef<ReadonlySet<string>>(new Set())
  /** Calls that were sent without an answer, and put aside for the next one. */
  const aside = new Map<string, CallDraft>()

  /** Where this call stands in the list of what is not delivered. */
  const outgoing = computed(() => outbox.items.value.find(({ id }) => id === draft.value?.id) ?? null)
  const suggestions = computed(() =>
    (hint.value?.suggestions ?? []).filter(({ incidentId }) => !notSame.value.has(incidentId)),
  )

  function begin(next: CallDraft) {
    draft.value = next
    tried.value = false
    refused.value = null
    hint.value = null
    hintFailure.value = null
    people.value = null
    notSame.value = new Set()
  }

  /** Opens the form: with the call that was begun, or a new one when that is on its way. */
  function open(about: Partial<Omit<CallDraft, 'id'>> = {}) {
    const current = draft.value
    if (current && outgoing.value) aside.set(current.id, current)
    if (!current || outgoing.value || !isBegun(current)) begin(newDraft(newId(), about))
    isOpen.value = true
  }

  /** Takes a call out of the list of what is not delivered, to go on writing. */
  function reopen(id: string): boolean {
    const kept = draft.value?.id === id ? draft.value : aside.get(id)
    if (!kept) return false
    if (draft.value && draft.value.id !== id && isBegun(draft.value)) aside.set(draft.value.id, draft.value)
    if (draft.value?.id !== id) begin(kept)
    aside.delete(id)
    isOpen.value = true
    return true
  }

  function discard() {
    if (draft.value) outbox.giveUp(draft.value.id)
    draft.value = null
    isOpen.value = false
  }

  async function save() {
    const current = draft.value
    if (!current || outgoing.value?.state === 'sending') return
    tried.value = true
    refused.value = null
    if (missingIn(current).length > 0) return
    await outbox.send({
      id: current.id,
      title: titleOf(current),
      attempt: () =>
        sender.send(requestOf(aside.get(current.id) ?? (draft.value?.id === current.id ? draft.value : current))),
      onAnswer(answer) {
        aside.delete(current.id)
        if (draft.value?.id === current.id) {
          draft.value = null
          isOpen.value = false
        }
        onSaved(answer)
      },
      onRefused(problem) {
        if (draft.value?.id === current.id) refused.value = problem
      },
    })
  }

  function place(at: DraftPlace | null) {
    if (draft.value) draft.value = { ...draft.value, place: at }
  }

  function join({ incidentId, number, summary }: Suggestion) {
    if (draft.value) draft.value = { ...draft.value, joins: { incidentId, number, summary } }
  }

  const question = computed(() => (draft.value ? JSON.stringify(hintRequestOf(draft.value)) : null))
  watch(question, (asked, _before, onCleanup) => {
    const current = draft.value
    if (!asked || !current || (current.text.trim() === '' && !current.place)) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await commands.hint(hintRequestOf(current), stop.signal)
        if (stop.signal.aborted) return
        hint.value = answer
        hintFailure.value = null
      } catch (error) {
        if (!stop.signal.aborted) hintFailure.value = error
      }
    }, ASK_AFTER_MS)
    onCleanup(() => {
      clearTimeout(timer)
      stop.abort()
    })
  })

  watch(
    () => draft.value?.place?.buildingId ?? null,
    async (buildingId, _before, onCleanup) => {
      people.value = null
      if (!buildingId) return
      const stop = new AbortController()
      onCleanup(() => stop.abort())
      try {
        const card = await commands.peopleCard(buildingId, stop.signal)
        if (!stop.signal.aborted) people.value = card
      } catch {
        // The card is a help while writing; the drawer asks for it again once the call is stored.
      }
    },
  )

  onScopeDispose(() => (draft.value = null))

  return {
    draft,
    isOpen,
    tried,
    hint,
    hintFailure,
    people,
    suggestions,
    state: computed(() => outgoing.value?.state ?? (refused.value ? ('failed' as const) : ('open' as const))),
    failure: computed(() => refused.value ?? outgoing.value?.error ?? null),
    open,
    reopen,
    discard,
    save,
    place,
    join,
    notSame: ({ incidentId }: Suggestion) => (notSame.value = new Set(notSame.value).add(incidentId)),
    /** Can this one be taken out of the list to go on writing? */
    isKept: (id: string) => aside.has(id) || draft.value?.id === id,
    /** Is anything written that the server does not have? */
    hasUnsaved: () => (draft.value !== null && isBegun(draft.value)) || aside.size > 0,
  }
}
