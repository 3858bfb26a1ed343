import type { Ref } from 'vue'
import { useWords } from '../../words/useWords.ts'
import type { Desk } from './desk.ts'
import { useDeskKeys } from './useDeskKeys.ts'

export interface ActionParts {
  desk: Desk
  showsKeys: Ref<boolean>
  onSearch: () => void
}

/** What each key of the desk does. */
export function useDeskActions({ desk, showsKeys, onSearch }: ActionParts) {
  const { t } = useWords()
  const { queue, selected, selectedId, call, deeds, dispatch, choice, merging, editing, declaring, lookedUp } = desk

  useDeskKeys((action) => {
    switch (action.does) {
      case 'next':
      case 'previous':
        return open(queue.neighbour(action.does === 'next' ? 1 : -1))
      case 'open':
        return open(selectedId.value ?? queue.neighbour(1))
      case 'newCall':
        return choice.takeCall()
      case 'merge':
        return call.isOpen.value ? joinFirst() : merging.mergeSelected()
      case 'edit':
        editing.value = selected.value
        return
      case 'send': {
        const unit = dispatch.proposal.value?.proposed[action.nth]
        if (unit && !dispatch.showAll.value) choice.send(unit)
        return
      }
      case 'showAll':
        dispatch.showAll.value = !dispatch.showAll.value
        return
      case 'acknowledge':
        return answerAlarm('acknowledge', t('desk.alarm.acknowledge'))
      case 'falseAlarm':
        return answerAlarm('false-alarm', t('desk.alarm.falseAlarm'))
      case 'startLegs':
        if (!call.isOpen.value) void desk.legs.startAll()
        return
      case 'declare':
        return desk.declare()
      case 'whistle':
        return isCaseShown() ? desk.whistling.press() : undefined
      case 'search':
        return onSearch()
      case 'keys':
        showsKeys.value = !showsKeys.value
        return
      case 'back':
        return back()
    }
  })

  function open(id: string | null) {
    if (id) choice.select(id)
  }

  /** The call and the plan lie over the case; nothing is done to what cannot be seen. */
  const isCaseShown = () => !call.isOpen.value && declaring.incident.value === null

  /** The banner's alarm, and no other: without a banner these keys do nothing. */
  function answerAlarm(does: 'acknowledge' | 'false-alarm', what: string) {
    const { value: urgent } = desk.alarms.alarm
    if (urgent) void deeds.answerAlarm(urgent.alarm, does, what)
  }

  function joinFirst() {
    const [suggestion] = call.suggestions.value
    if (suggestion) call.join(suggestion)
  }

  /** Leaves what lies on top, one thing a press. */
  function back() {
    if (showsKeys.value) showsKeys.value = false
    else if (call.isOpen.value) call.isOpen.value = false
    else if (declaring.incident.value) declaring.back()
    else if (desk.whistling.draft.value) desk.whistling.draft.value = null
    else if (editing.value) editing.value = null
    else if (dispatch.showAll.value) dispatch.showAll.value = false
    else if (lookedUp.place.value) lookedUp.place.value = null
    else if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) {
      document.activeElement.blur()
    } else selectedId.value = null
  }
}
