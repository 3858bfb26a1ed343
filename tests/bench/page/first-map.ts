import { openBlankMap } from './blank-map.ts'

// Without a question mark a map with nothing on it; with `?geojson` the street as somebody would show it in ten minutes.

const map = await openBlankMap([116.302, 39.902])
if (location.search === '?geojson') {
  for (const name of ['areas', 'workers']) map.addSource(name, { type: 'geojson', data: `/${name}.geojson` })
  map.addLayer({ id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': '#24303a' } })
  map.addLayer({ id: 'lines', type: 'line', source: 'areas', paint: { 'line-color': '#4a5a66' } })
  map.addLayer({ id: 'workers', type: 'circle', source: 'workers', paint: { 'circle-color': '#4fd1b8' } })
  await new Promise((resolve) => void map.once('idle', resolve))
  if (map.queryRenderedFeatures({ layers: ['areas', 'workers'] }).length === 0) throw new Error('Nothing is drawn')
}
document.body.dataset['drawn'] = 'true'
