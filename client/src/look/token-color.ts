export type Rgba = [red: number, green: number, blue: number, alpha: number]

/** The value of a colour token, as the stylesheet has it now: `tokenColor('--accent')` → `#4fd1b8`. */
export function tokenColor(token: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim()
}

/** `#rrggbb` or `#rrggbbaa` as four bytes; `opacity` 0…1 takes the place of a missing alpha. */
export function rgbaOf(hex: string, opacity = 1): Rgba {
  const [red, green, blue, alpha] = [1, 3, 5, 7].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(red + green + blue)) {
    throw new Error(`expected a colour like #4fd1b8, came '${hex}'`)
  }
  return [red, green, blue, alpha === undefined || Number.isNaN(alpha) ? Math.round(opacity * 255) : alpha]
}
