import { shallowReadonly, shallowRef } from 'vue'
import { Problem } from '#shared/problem'
import type { LeavingReason, RegisteredResident } from '#shared/resident'
import type { RegisterCommands } from '../../commands/register-commands.ts'
import { addOf, draftOf, editOf, emptyDraft, fieldAt } from '../../panels/register/resident-draft.ts'
import type { DraftField, ResidentDraft } from '../../panels/register/resident-draft.ts'

export interface EntryParts {
  commands: Pick<RegisterCommands, 'open' | 'add' | 'edit' | 'remove'>
  newId: () => string
  today: () => string
  onSaved: () => void
}

/** The entry that is being written or mended. What was typed stays until it is saved or given up. */
export function useEntry({ commands, newId, today, onSaved }: EntryParts) {
  const draft = shallowRef<ResidentDraft | null>(null)
  const known = shallowRef<RegisteredResident | null>(null)
  /** What somebody else made of it while one typed. */
  const moved = shallowRef<RegisteredResident | null>(null)
  const refused = shallowRef<readonly DraftField[]>([])
  const failure = shallowRef<unknown>(null)
  const isSending = shallowRef(false)
  /** Of what is being written; what is typed after a refusal is another command. */
  let id = newId()

  function begin(next: ResidentDraft | null, about: RegisteredResident | null) {
    draft.value = next
    known.value = about
    moved.value = null
    refused.value = []
    failure.value = null
    id = newId()
  }

  async function attempt(act: () => Promise<unknown>) {
    if (isSending.value) return
    isSending.value = true
    failure.value = null
    refused.value = []
    try {
      await act()
      begin(null, null)
      onSaved()
    } catch (why) {
      await explain(why)
    }
    isSending.value = false
  }

  async function explain(why: unknown) {
    const about = known.value
    if (why instanceof Problem && why.code === 'conflict' && about) {
      moved.value = await commands.open(about.id, newId()).catch((error: unknown) => {
        failure.value = error // the entry may be gone, or the server away: that is what is said then
        return null
      })
      id = newId()
      return
    }
    if (why instanceof Problem && why.code === 'invalid') {
      refused.value = [...new Set(why.errors.map(({ path }) => fieldAt(path)))]
      id = newId()
    }
    failure.value = why
  }

  return {
    draft,
    known: shallowReadonly(known),
    moved: shallowReadonly(moved),
    refused: shallowReadonly(refused),
    failure: shallowReadonly(failure),
    isSending: shallowReadonly(isSending),
    close: () => begin(null, null),
    write: () => begin(emptyDraft(today()), null),

    async open(residentId: string) {
      begin(null, null)
      try {
        const found = await commands.open(residentId, newId())
        begin(draftOf(found), found)
      } catch (why) {
        failure.value = why
      }
    },

    save: () =>
      attempt(() => {
        const typed = draft.value
        if (!typed) throw new Error('Expected an entry that is being written')
        const about = known.value
        if (!about) return commands.add(addOf(typed, id))
        const { revision } = moved.value ?? about
        return commands.edit(about.id, editOf(typed, { id, revision }))
      }),

    remove: (why: LeavingReason) =>
      attempt(() => {
        const about = moved.value ?? known.value
        if (!about) throw new Error('Expected somebody on the register')
        return commands.remove(about.id, { id, revision: about.revision, why })
      }),
  }
}
