import type { Map as MapLibreMap } from 'maplibre-gl'
import type { PositionsView } from '../../positions/positions.ts'
import type { MapColors } from '../map-colors.ts'
import { pixelsPerDegree, sharePictured, staffArrays } from './staff-arrays.ts'
import type { StaffArrays } from './staff-arrays.ts'
import { openStaffProgram } from './staff-program.ts'

export interface StaffCanvas {
  /** What is drawn from now on; to be asked for whenever the positions changed. */
  take(view: PositionsView, isStaff: (slot: number) => boolean, colors: MapColors): void
  /**
   * Draws them `share` of the way from where they were to where they are, unless the picture that is there would hardly
   * change; `scale` is CSS pixels for one of the drawing.
   */
  draw(scale: number, share: number): void
  close(): void
}

/**
 * Lays a canvas for the staff over the map: of its own, so that moving dots do not make the ground be drawn again. It
 * follows the map, which is never turned or tilted, and comes back when the graphics card was lost.
 */
export function openStaffCanvas(map: MapLibreMap): StaffCanvas {
  const canvas = document.createElement('canvas')
  canvas.className = 'staff-dots'
  canvas.setAttribute('aria-hidden', 'true')
  // Without a class of a stylesheet: it is inside of what belongs to the map. Touches go through to the ground.
  Object.assign(canvas.style, {
    position: 'absolute',
    inset: '0',
    width: '100%',
    height: '100%',
    pointerEvents: 'none',
  })
  map.getCanvasContainer().append(canvas)

  let program = openStaffProgram(canvas)
  let staff: StaffArrays | null = null
  let colors: MapColors | null = null
  let [scale, share] = [1, 1]
  let isNew = true

  function bring() {
    if (staff && colors) program.take(staff, colors)
  }

  function picture() {
    if (!staff) return
    const { clientWidth, clientHeight } = map.getContainer()
    const ratio = map.getPixelRatio()
    const [width, height] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)]
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    const { x, y } = map.project(staff.origin)
    isNew = false
    program.draw({
      origin: [x * ratio, y * ratio],
      pixelsPerDegree: pixelsPerDegree(map.getZoom() + Math.log2(ratio), staff.origin[1]),
      width,
      height,
      scale: scale * ratio,
      share,
    })
  }

  function comeBack() {
    program = openStaffProgram(canvas)
    bring()
    picture()
  }

  map.on('move', picture)
  map.on('resize', picture)
  canvas.addEventListener('webglcontextlost', expectBack)
  canvas.addEventListener('webglcontextrestored', comeBack)

  return {
    take(view, isStaff, mapColors) {
      staff = staffArrays(view, isStaff, staff)
      colors = mapColors
      isNew ||= staff.isNew
      if (staff.isNew) bring()
    },

    draw(times, come) {
      const pixels = staff ? staff.farthest * pixelsPerDegree(map.getZoom(), staff.origin[1]).north : 0
      const next = sharePictured(come, pixels)
      if (!isNew && times === scale && next === share) return
      scale = times
      share = next
      picture()
    },

    close() {
      map.off('move', picture)
      map.off('resize', picture)
      canvas.removeEventListener('webglcontextlost', expectBack)
      canvas.removeEventListener('webglcontextrestored', comeBack)
      program.close()
      canvas.remove()
    },
  }
}

/** Otherwise the browser does not give the graphics card back. */
const expectBack = (event: Event) => event.preventDefault()
