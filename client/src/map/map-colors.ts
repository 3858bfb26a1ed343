import { tokenColor } from '../look/token-color.ts'

/** The colours of the ground, read once from the stylesheet of the screen. */
export function mapColors() {
  return {
    far: tokenColor('--map-far'),
    land: tokenColor('--map-land'),
    block: tokenColor('--map-block'),
    building: tokenColor('--map-bldg'),
    green: tokenColor('--map-green'),
    park: tokenColor('--map-park'),
    water: tokenColor('--map-water'),
    waterFar: tokenColor('--map-water-far'),
    grid: tokenColor('--map-grid'),
    community: tokenColor('--map-comm'),
    edge: tokenColor('--map-edge'),
    loads: [tokenColor('--map-load-1'), tokenColor('--map-load-2')] as const,
    density: [1, 2, 3, 4, 5].map((step) => tokenColor(`--dens-${step}`)),
    worker: tokenColor('--accent'),
    lost: tokenColor('--ink-1'),
  }
}
export type MapColors = ReturnType<typeof mapColors>
