import { stationState } from '#shared/reading'
import type { ReadingsNow, StationNow } from '#shared/reading'
import { hourMinuteOrDay } from '../../words/street-time.ts'
import type { Say } from '../../words/street-time.ts'

/** What the weather chip says. `stopped`: its stations have fallen silent, and what they said is not now. */
export interface WeatherWords {
  now: string
  /** When it was read; null where nothing was. */
  asOf: string | null
  stopped: boolean
  warning: string
  isWarned: boolean
}

/**
 * The newest readings with their time, 未接入 where there is no station, `09:12 后无更新` when all are silent:
 * a dead source is never drawn as fine weather. The warning is what somebody set by hand, on a scale of its own.
 */
export function weatherWords(readings: ReadingsNow | null, nowMs: number, say: Say): WeatherWords {
  const [warning] = readings?.warnings ?? []
  const warned = warning
    ? say('wall.weather.warning', {
        colour: say(`wall.weather.colour.${warning.colour}`),
        hazard: say(`wall.weather.hazard.${warning.hazard}`),
      })
    : say('wall.weather.noWarning')
  const said = { warning: readings ? warned : '', isWarned: warning !== undefined, asOf: null, stopped: false }
  if (!readings) return { ...said, now: '—' }

  const of = (kind: StationNow['kind']) =>
    readings.items
      .filter((station) => station.kind === kind)
      // An answer may have grown old since it came.
      .map((station) => ({ ...station, state: stationState(station.everyMinutes, heardMs(station), nowMs) }))
  const weather = [...of('temperature'), ...of('rain')]
  if (weather.length === 0) return { ...said, now: say('common.notConnected') }
  const last = newest(weather)
  if (last === null) return { ...said, now: say('wall.weather.neverHeard') }
  const live = weather.filter(({ state }) => state === 'live')
  if (live.length === 0) {
    return { ...said, stopped: true, now: say('common.noUpdateSince', { time: hourMinuteOrDay(last, nowMs) }) }
  }
  return {
    ...said,
    now: [rainWords(of('rain'), say), warmthOf(of('temperature'), say)].filter(Boolean).join(' '),
    asOf: hourMinuteOrDay(newest(live) ?? last, nowMs),
  }
}

/** The most that fell at any gauge that speaks; nothing about rain while none does. */
function rainWords(gauges: readonly StationNow[], say: Say): string {
  const live = gauges.filter(({ state }) => state === 'live')
  if (live.length === 0) return ''
  const most = Math.max(...live.map((gauge) => gauge.newest?.value ?? 0))
  return most > 0 ? say('wall.weather.rain', { n: most }) : say('wall.weather.dry')
}

function warmthOf(stations: readonly StationNow[], say: Say): string {
  const value = stations.find(({ state }) => state === 'live')?.newest?.value
  // `+ 0` turns the minus zero of rounding into a plain one.
  return value === undefined ? '' : say('wall.weather.degrees', { n: Math.round(value) + 0 })
}

const heardMs = ({ newest: last }: StationNow) => (last ? Date.parse(last.observedAt) : null)

function newest(stations: readonly StationNow[]): number | null {
  const times = stations.flatMap((station) => heardMs(station) ?? [])
  return times.length === 0 ? null : Math.max(...times)
}
