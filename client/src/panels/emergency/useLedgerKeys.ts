import { useEventListener } from '@vueuse/core'

/** What keys do in the table: from door to door, pick one, say who goes. Enter on a name opens it by itself. */
export interface LedgerKeys {
  /** All rows from the top, as they stand on the page. */
  rows: () => readonly HTMLElement[]
  onPick: (rowId: string) => void
}

export function useLedgerKeys({ rows, onPick }: LedgerKeys) {
  useEventListener('keydown', (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || isTyping(press.target)) return
    const all = rows()
    const at = all.findIndex((row) => row.contains(document.activeElement))
    const here = all[at]
    if (press.code === 'KeyJ' || press.code === 'KeyK')
      focusName(all[Math.max(0, at + (press.code === 'KeyJ' ? 1 : -1))])
    else if (press.code === 'KeyX' && here?.dataset['row']) onPick(here.dataset['row'])
    else if (press.code === 'KeyA' && here) here.querySelector('select')?.focus()
    else return
    press.preventDefault()
  })
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTick(target)

const isTick = (target: HTMLElement) => target instanceof HTMLInputElement && target.type === 'checkbox'

function focusName(row: HTMLElement | undefined) {
  const name = row?.querySelector<HTMLElement>('.name')
  name?.focus()
  name?.scrollIntoView({ block: 'nearest' })
}
