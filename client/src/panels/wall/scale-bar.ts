/** A round length whose bar comes closest to `wanted` pixels without being longer than a third more. */
export function scaleBar(metersPerPixel: number, wanted: number): { meters: number; pixels: number } {
  const longest = wanted * 1.34 * metersPerPixel
  const power = 10 ** Math.floor(Math.log10(longest))
  const step = [5, 3, 2, 1].find((times) => times * power <= longest) ?? 1
  return { meters: step * power, pixels: (step * power) / metersPerPixel }
}
