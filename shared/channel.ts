import { z } from 'zod'

/** 渠道: how we heard. */
export const Channel = z.enum([
  'hotline',
  '12345',
  'wechat',
  'walk-in',
  'logbook',
  'patrol',
  'field',
  'sensor',
  'property',
  'reception-day',
  'open311',
  'leader',
])
export type Channel = z.infer<typeof Channel>

/** The three origins of every figure: 社区自接, 主动发现, 12345. Never another cut. */
export const Origin = z.enum(['own', 'found', '12345'])
export type Origin = z.infer<typeof Origin>

const originOf: Record<Channel, Origin> = {
  hotline: 'own',
  wechat: 'own',
  'walk-in': 'own',
  property: 'own',
  'reception-day': 'own',
  open311: 'own',
  leader: 'own',
  patrol: 'found',
  logbook: 'found',
  field: 'found',
  sensor: 'found',
  '12345': '12345',
}

/**
 * Where an incident counts, from all channels that spoke of it: one 12345 ticket makes it
 * 12345; otherwise the first report decides.
 */
export function originOfIncident(channels: readonly Channel[]): Origin {
  if (channels.includes('12345')) return '12345'
  const [first] = channels
  return first === undefined ? 'own' : originOf[first]
}

/** 诉求性质. Only help, complaint and denunciation take a promise clock and heat the map. */
export const Nature = z.enum(['help', 'complaint', 'denunciation', 'suggestion', 'question', 'praise'])
export type Nature = z.infer<typeof Nature>

export const naturesWithPromise: ReadonlySet<Nature> = new Set(['help', 'complaint', 'denunciation'])
