/** What a key asks the desk to do. */
export type DeskAction =
  | {
      does:
        | 'next'
        | 'previous'
        | 'open'
        | 'newCall'
        | 'merge'
        | 'edit'
        | 'showAll'
        | 'acknowledge'
        | 'falseAlarm'
        | 'startLegs'
        | 'declare'
        | 'whistle'
    }
  | { does: 'search' | 'keys' | 'back' }
  | { does: 'send'; nth: 0 | 1 | 2 }

export interface KeyPress {
  /** The place of the key (`KeyN`): a Chinese input method hides its letter. */
  code: string
  /** What the key types; only `?` is read from it, which stands elsewhere on other keyboards. */
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  /** Somebody is typing: then every key but Esc belongs to the text. */
  isTyping: boolean
  /** A button or a tab has the focus: then Enter belongs to it. */
  isOnControl: boolean
}

const actions: Readonly<Record<string, DeskAction>> = {
  KeyJ: { does: 'next' },
  ArrowDown: { does: 'next' },
  KeyK: { does: 'previous' },
  ArrowUp: { does: 'previous' },
  Enter: { does: 'open' },
  NumpadEnter: { does: 'open' },
  KeyN: { does: 'newCall' },
  KeyM: { does: 'merge' },
  KeyE: { does: 'edit' },
  KeyA: { does: 'showAll' },
  KeyC: { does: 'acknowledge' },
  KeyF: { does: 'falseAlarm' },
  KeyG: { does: 'startLegs' },
  KeyP: { does: 'declare' },
  KeyW: { does: 'whistle' },
  Digit1: { does: 'send', nth: 0 },
  Numpad1: { does: 'send', nth: 0 },
  Digit2: { does: 'send', nth: 1 },
  Numpad2: { does: 'send', nth: 1 },
  Digit3: { does: 'send', nth: 2 },
  Numpad3: { does: 'send', nth: 2 },
  Slash: { does: 'search' },
  NumpadDivide: { does: 'search' },
  Escape: { does: 'back' },
}

/** Keys as the sheet and the footer print them, in the order of a coordinator's work. */
export const keyHints: readonly { keys: readonly string[]; does: string; inFooter: boolean }[] = [
  { keys: ['J', 'K'], does: 'move', inFooter: true },
  { keys: ['Enter'], does: 'open', inFooter: true },
  { keys: ['N'], does: 'newCall', inFooter: true },
  { keys: ['1–3'], does: 'send', inFooter: true },
  { keys: ['A'], does: 'showAll', inFooter: true },
  { keys: ['M'], does: 'merge', inFooter: true },
  { keys: ['W'], does: 'whistle', inFooter: true },
  { keys: ['E'], does: 'edit', inFooter: true },
  { keys: ['G'], does: 'startLegs', inFooter: true },
  { keys: ['C'], does: 'acknowledge', inFooter: false },
  { keys: ['F'], does: 'falseAlarm', inFooter: false },
  { keys: ['P'], does: 'declare', inFooter: false },
  { keys: ['/'], does: 'search', inFooter: false },
  { keys: ['0'], does: 'view', inFooter: false },
  { keys: ['H'], does: 'heat', inFooter: false },
  { keys: ['L'], does: 'language', inFooter: false },
  { keys: ['Esc'], does: 'back', inFooter: false },
  { keys: ['?'], does: 'keys', inFooter: true },
]

/** The action of a key press, or null where the key belongs to somebody else. `0` and `L` are the map's and the app's. */
export function deskActionOf(press: KeyPress): DeskAction | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null
  const isHelp = press.key === '?' || press.key === '？' || (press.code === 'Slash' && press.shiftKey)
  const action: DeskAction | null = isHelp ? { does: 'keys' } : (actions[press.code] ?? null)
  if (!action || action.does === 'back') return action
  if (press.isTyping || (action.does === 'open' && press.isOnControl)) return null
  // A capital letter is still the letter; a shifted digit is a sign and nobody's order to send.
  return press.shiftKey && action.does === 'send' ? null : action
}
