import { useEventListener } from '@vueuse/core'
import { deskActionOf } from './desk-keys.ts'
import type { DeskAction } from './desk-keys.ts'

/** Calls back with what a key asks for; whoever uses the key is the only one. */
export function useDeskKeys(onAction: (action: DeskAction) => unknown) {
  useEventListener(window, 'keydown', (press) => {
    if (press.defaultPrevented || press.isComposing) return
    const { target, code, key, shiftKey, ctrlKey, metaKey, altKey } = press
    const element = target instanceof HTMLElement ? target : null
    const isTyping =
      element !== null && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName))
    const isOnControl = element !== null && /^(BUTTON|A)$/.test(element.tagName)
    const action = deskActionOf({ code, key, shiftKey, ctrlKey, metaKey, altKey, isTyping, isOnControl })
    if (!action) return
    press.preventDefault()
    onAction(action)
  })
}
