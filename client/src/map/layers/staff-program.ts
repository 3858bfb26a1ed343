import { slotStates } from '../../positions/positions.ts'
import { rgbaOf } from '../../look/token-color.ts'
import type { MapColors } from '../map-colors.ts'
import type { StaffArrays } from './staff-arrays.ts'

/** Pixels of the drawing: a full dot is fresh, a faint one fading, and a hollow ring 无定位. */
const DOT_RADIUS = 4.5
const RING_RADIUS = 6
const RING_WIDTH = 2.5
const OPACITY = { fresh: 0.9, fading: 0.42 }

/** As GLSL writes numbers. */
const float = (value: number) => value.toFixed(4)

/** A point for each slot, between where it was and where it is. One pixel more on every side, for a soft edge. */
const vertexShader = /* glsl */ `#version 300 es
layout(location = 0) in vec4 place;
layout(location = 1) in float slotState;
uniform vec2 origin;
uniform vec3 pixelsPerDegree;
uniform vec2 size;
uniform float scale;
uniform float share;
uniform vec3 dotColor;
uniform vec3 ringColor;
out vec4 color;
out float radius;
out float hollow;

void main() {
  int state = int(slotState);
  bool isLost = state == ${slotStates.lost};
  vec2 degrees = mix(place.zw, place.xy, share);
  vec2 moved = vec2(degrees.x * pixelsPerDegree.x, degrees.y * (pixelsPerDegree.y + degrees.y * pixelsPerDegree.z));
  gl_Position = vec4((origin + vec2(moved.x, -moved.y)) / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0);
  if (state == ${slotStates.none}) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  radius = scale * (isLost ? ${float(RING_RADIUS)} : ${float(DOT_RADIUS)});
  hollow = isLost ? radius - scale * ${float(RING_WIDTH)} : -1.0;
  gl_PointSize = 2.0 * radius + 2.0;
  color = isLost ? vec4(ringColor, 1.0)
    : vec4(dotColor, state == ${slotStates.fading} ? ${float(OPACITY.fading)} : ${float(OPACITY.fresh)});
}
`

const fragmentShader = /* glsl */ `#version 300 es
precision highp float;
in vec4 color;
in float radius;
in float hollow;
out vec4 pixel;

void main() {
  float away = length(gl_PointCoord - 0.5) * (2.0 * radius + 2.0);
  float inside = clamp(radius + 0.5 - away, 0.0, 1.0);
  float ring = hollow < 0.0 ? 1.0 : clamp(away + 0.5 - hollow, 0.0, 1.0);
  // Multiplied by its opacity, as the browser lays canvases over each other.
  pixel = vec4(color.rgb, 1.0) * color.a * inside * ring;
}
`

/** How a picture is taken. Lengths are pixels of the canvas. */
export interface StaffView {
  /** From the left upper corner. */
  origin: readonly [number, number]
  pixelsPerDegree: { east: number; north: number; bend: number }
  width: number
  height: number
  /** Pixels for one of the drawing. */
  scale: number
  /** How far everybody has come from where they were to where they are, 0…1. */
  share: number
}

export type StaffProgram = ReturnType<typeof openStaffProgram>

/** What draws staff on this canvas. Throws where there is no WebGL 2, without which there is no map either. */
export function openStaffProgram(canvas: HTMLCanvasElement) {
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false })
  if (!gl) throw new Error('expected a browser with WebGL 2')
  const program = gl.createProgram()
  attach(gl, program, gl.VERTEX_SHADER, vertexShader)
  attach(gl, program, gl.FRAGMENT_SHADER, fragmentShader)
  gl.linkProgram(program)
  // A card that was lost says false too; then it comes back, and all of this is made anew.
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`staff cannot be drawn: ${gl.getProgramInfoLog(program)}`)
  }
  gl.useProgram(program)
  gl.enable(gl.BLEND)
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
  const uniform = (name: string) => gl.getUniformLocation(program, name)
  const [origin, perDegree, size, scale, share] = ['origin', 'pixelsPerDegree', 'size', 'scale', 'share'].map(uniform)
  const [dotColor, ringColor] = ['dotColor', 'ringColor'].map(uniform)
  const places = attributeOf(gl, 0, 4, gl.FLOAT)
  const states = attributeOf(gl, 1, 1, gl.UNSIGNED_BYTE)
  let count = 0

  return {
    /** Brings them to the graphics card. */
    take(staff: StaffArrays, colors: Pick<MapColors, 'worker' | 'lost'>) {
      count = staff.states.length
      places(staff.places)
      states(staff.states)
      for (const [at, hex] of [[dotColor, colors.worker], [ringColor, colors.lost]] as const) {
        const [red, green, blue] = rgbaOf(hex)
        gl.uniform3f(at ?? null, red / 255, green / 255, blue / 255)
      } // prettier-ignore
    },

    draw(view: StaffView) {
      const { east, north, bend } = view.pixelsPerDegree
      gl.viewport(0, 0, view.width, view.height)
      gl.uniform2f(origin ?? null, ...view.origin)
      gl.uniform3f(perDegree ?? null, east, north, bend)
      gl.uniform2f(size ?? null, view.width, view.height)
      gl.uniform1f(scale ?? null, view.scale)
      gl.uniform1f(share ?? null, view.share)
      gl.clear(gl.COLOR_BUFFER_BIT)
      gl.drawArrays(gl.POINTS, 0, count)
    },

    /** Gives the card back at once: a browser allows a page only so many. */
    close: () => gl.getExtension('WEBGL_lose_context')?.loseContext(),
  }
}

function attach(gl: WebGL2RenderingContext, program: WebGLProgram, kind: GLenum, source: string) {
  const shader = gl.createShader(kind)
  if (!shader) return // the card was lost
  gl.shaderSource(shader, source)
  gl.compileShader(shader)
  gl.attachShader(program, shader)
}

/** A buffer for one attribute; what is given to it is copied. */
function attributeOf(gl: WebGL2RenderingContext, at: number, size: number, type: GLenum) {
  const buffer = gl.createBuffer()
  let bytes = -1
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  gl.enableVertexAttribArray(at)
  gl.vertexAttribPointer(at, size, type, false, 0, 0)
  return (values: Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>) => {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
    if (values.byteLength === bytes) gl.bufferSubData(gl.ARRAY_BUFFER, 0, values)
    else gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW)
    bytes = values.byteLength
  }
}
