import type { Map as MapLibreMap } from 'maplibre-gl'
import { readStreet } from '../street-bytes.ts'
import { openBlankMap } from './blank-map.ts'

// Without a question mark a map with nothing on it; with `?geojson` the street as somebody would show it in ten minutes;
// with `?binary` from typed arrays by deck.gl, which is fetched beside MapLibre. Says when it is drawn, then whether all
// of it is there.

const CENTER: [number, number] = [116.302, 39.902]

const ways: Record<string, (map: Promise<MapLibreMap>) => Promise<{ shows(layer: string): boolean }>> = {
  '': async (map) => {
    await map
    return { shows: () => true }
  },

  async '?geojson'(opening) {
    const map = await opening
    for (const name of ['areas', 'workers']) map.addSource(name, { type: 'geojson', data: `/${name}.geojson` })
    map.addLayer({ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': '#24303a' } })
    map.addLayer({ id: 'lines', type: 'line', source: 'areas', paint: { 'line-color': '#4a5a66' } })
    map.addLayer({ id: 'workers', type: 'circle', source: 'workers', paint: { 'circle-color': '#4fd1b8' } })
    await new Promise((resolve) => void map.once('idle', resolve))
    return { shows: (layer) => map.queryRenderedFeatures({ layers: [layer] }).length > 0 }
  },

  async '?binary'(opening) {
    const arriving = fetch('/street.bin').then((response) => response.arrayBuffer())
    const { drawBinaryStreet } = await import('./binary-street.ts')
    return drawBinaryStreet(await opening, readStreet(await arriving), CENTER)
  },
}

const map = openBlankMap(CENTER)
const picture = await ways[location.search]?.(map)
document.body.dataset['drawn'] = 'true'
if (!['areas', 'workers'].every((layer) => picture?.shows(layer))) throw new Error('Not all of it is drawn')
document.body.dataset['right'] = 'true'
