import { MapLibreOverlay } from '@deck.gl/maplibre'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { PositionsView } from '../../positions/positions.ts'
import type { MapColors } from '../map-colors.ts'
import { staffAttributes, staffLayer } from './staff-layer.ts'
import type { StaffAttributes } from './staff-layer.ts'

export interface StaffCanvas {
  /** What is drawn from now on; to be asked for whenever the positions changed. */
  take(view: PositionsView, isStaff: (slot: number) => boolean, colors: MapColors): void
  /** Draws them `share` of the way from where they were to where they are. */
  draw(scale: number, share: number): void
  close(): void
}

/** Lays a canvas for the staff over the map: of its own, so that moving dots do not make the ground be drawn again. */
export function openStaffCanvas(map: MapLibreMap): StaffCanvas {
  const overlay = new MapLibreOverlay({ interleaved: false, layers: [] })
  let attributes: StaffAttributes | null = null
  map.addControl(overlay)

  return {
    take(view, isStaff, colors) {
      attributes = staffAttributes(view, isStaff, colors, attributes)
    },
    draw(scale, share) {
      if (attributes) overlay.setProps({ layers: [staffLayer(attributes, scale, share)] })
    },
    close() {
      if (map.hasControl(overlay)) map.removeControl(overlay)
    },
  }
}
