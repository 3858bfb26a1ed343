/** How wide a text is in a font (`700 20px "Noto Sans SC"`), in CSS pixels, as this browser draws it. Remembered. */
export function textWidthIn(font: string): (text: string) => number {
  const pen = document.createElement('canvas').getContext('2d')
  if (!pen) throw new Error('expected a browser that can draw on a canvas')
  pen.font = font
  const widths = new Map<string, number>()
  return (text) => {
    const width = widths.get(text) ?? pen.measureText(text).width
    widths.set(text, width)
    return width
  }
}
