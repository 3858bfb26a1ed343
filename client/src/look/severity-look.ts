import type { Severity } from '#shared/severity'

/** One mark in a box of 24: the shape comes first, the numeral second, the colour third. */
export interface SeverityLook {
  /** SVG path of the shape. */
  path: string
  /** What stands inside; 日常 is hollow and empty. */
  numeral: string
  /** Where the foot of the numeral stands. */
  baseline: number
  /** Sizes on the wall, in pixels of a screen 1080 high: in the list, on the map. */
  listSize: number
  mapSize: number
}

const circle = (radius: number) =>
  `M${12 - radius} 12a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`

export const severityLook: Record<Severity, SeverityLook> = {
  1: { path: 'M12 2.2 22.6 21H1.4Z', numeral: '1', baseline: 18.8, listSize: 38, mapSize: 48 },
  2: { path: 'M12 1 23 12 12 23 1 12Z', numeral: '2', baseline: 17, listSize: 36, mapSize: 40 },
  3: {
    path: 'M3.5 2.5h17a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1h-17a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1Z',
    numeral: '3',
    baseline: 17,
    listSize: 34,
    mapSize: 34,
  },
  4: { path: circle(10), numeral: '4', baseline: 17, listSize: 36, mapSize: 34 },
  0: { path: circle(8.5), numeral: '', baseline: 17, listSize: 34, mapSize: 26 },
}
