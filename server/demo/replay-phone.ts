import type { Position } from '#shared/geo'

export const phoneApps = ['owntracks', 'osmand', 'traccar'] as const
export type PhoneApp = (typeof phoneApps)[number]

export interface PhoneRequest {
  path: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
}

/** What a phone with this app and token would send from there and then. */
export function phoneRequest(app: PhoneApp, token: string, position: Position, atMs: number): PhoneRequest {
  return requestOf[app](token, position, atMs)
}

const requestOf: Record<PhoneApp, (token: string, position: Position, atMs: number) => PhoneRequest> = {
  owntracks: (token, [lon, lat], atMs) => ({
    path: '/owntracks',
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`replay:${token}`).toString('base64')}`,
      'content-type': 'application/json',
      'x-limit-u': 'replay',
      'x-limit-d': 'phone',
    },
    body: JSON.stringify({ _type: 'location', tid: 'RP', lat, lon, tst: Math.floor(atMs / 1_000), acc: 10 }),
  }),

  osmand: (token, [lon, lat], atMs) => {
    const query = new URLSearchParams({
      id: token,
      lat: String(lat),
      lon: String(lon),
      timestamp: String(atMs),
      accuracy: '10',
    })
    return { path: `/osmand?${query}`, method: 'GET', headers: {} }
  },

  traccar: (token, [longitude, latitude], atMs) => ({
    path: '/osmand',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      location: { timestamp: new Date(atMs).toISOString(), coords: { latitude, longitude, accuracy: 10 } },
      device_id: token,
    }),
  }),
}
