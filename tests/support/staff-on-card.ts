/** Where a point is drawn, in pixels of the canvas from its left upper corner. */
export type DrawnPoint = [x: number, y: number]

/**
 * The dots of staff that this canvas draws, or would draw were it larger, asked of the graphics card: its buffers hold what it was given, and
 * its numbers say where that is drawn. Runs in a page, so everything it needs is inside; also by itself in a page that
 * is a test.
 */
export function staffOnCard(canvas: Element): DrawnPoint[] {
  const gl = canvas instanceof HTMLCanvasElement && canvas.height > 0 ? canvas.getContext('webgl2') : null
  const program = gl?.getParameter(gl.CURRENT_PROGRAM) as WebGLProgram | null
  if (!gl || !program) return []
  // Methods, not functions with names: tsx would have its own helper called for those.
  const card = {
    bytes(attribute: number) {
      gl.bindBuffer(
        gl.ARRAY_BUFFER,
        gl.getVertexAttrib(attribute, gl.VERTEX_ATTRIB_ARRAY_BUFFER_BINDING) as WebGLBuffer,
      )
      const held = new Uint8Array(gl.getBufferParameter(gl.ARRAY_BUFFER, gl.BUFFER_SIZE) as number)
      gl.getBufferSubData(gl.ARRAY_BUFFER, 0, held)
      return held
    },
    numbers(name: string) {
      const at = gl.getUniformLocation(program, name)
      return at ? (gl.getUniform(program, at) as Float32Array) : new Float32Array(3)
    },
  }
  const places = new Float32Array(card.bytes(0).buffer)
  const [left = NaN, top = NaN] = card.numbers('origin')
  const [perEast = NaN, perNorth = NaN, bend = NaN] = card.numbers('pixelsPerDegree')
  return Array.from(card.bytes(1)).flatMap((state, slot): DrawnPoint[] => {
    if (state === 0) return []
    const [east = NaN, north = NaN] = places.subarray(4 * slot, 4 * slot + 2)
    return [[left + east * perEast, top - north * (perNorth + north * bend)]]
  })
}
