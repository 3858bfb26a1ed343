/**
 * Is this key press the shortcut on that key (`KeyL`, `Digit0`)? Goes by the place of the key, because a
 * Chinese input method hides its letter. Not while somebody types, nor with Ctrl, Alt or Command held.
 */
export function isShortcut(press: KeyboardEvent, ...codes: string[]): boolean {
  const modified = press.ctrlKey || press.metaKey || press.altKey
  return codes.includes(press.code) && !modified && !press.defaultPrevented && !isTyping(press.target)
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}
