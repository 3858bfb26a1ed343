import { useEventListener } from '@vueuse/core'

export interface DrawKeys {
  isDrawing: () => boolean
  onClose: () => void
  onTakeBack: () => void
}

/** While an area is drawn Enter closes it and Backspace takes the last corner back; before the desk's own keys. */
export function useDrawKeys({ isDrawing, onClose, onTakeBack }: DrawKeys) {
  useEventListener(
    window,
    'keydown',
    (press) => {
      if (!isDrawing() || press.isComposing || !ownsKey(press.target)) return
      const does = press.key === 'Enter' ? onClose : press.key === 'Backspace' ? onTakeBack : null
      if (!does) return
      press.preventDefault()
      press.stopPropagation()
      does()
    },
    { capture: true },
  )
}

/** A field keeps its keys, and so does a button, but for the one that began the drawing and still has the focus. */
function ownsKey(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true
  if (/^(INPUT|TEXTAREA|SELECT|A)$/.test(target.tagName)) return false
  return target.tagName !== 'BUTTON' || 'draws' in target.dataset
}
