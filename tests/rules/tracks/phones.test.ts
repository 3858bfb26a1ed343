import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '#shared/problem'
import { basicToken, deviceKeyOf, readOsmAnd, readOwnTracks, readTraccar } from '../../../server/tracks/phones.ts'

describe('OwnTracks', () => {
  it('says a location with its speed in km/h and its time in seconds', () => {
    const message = {
      _type: 'location',
      lat: 48.85833,
      lon: 2.29513,
      tst: 1497476456,
      tid: 'JJ',
      acc: 12,
      vel: 36,
      batt: 80,
    }
    expect(readOwnTracks(message)).toEqual({
      claimedAt: '2017-06-14T21:40:56.000Z',
      position: [2.29513, 48.85833],
      accuracyMeters: 12,
      speedMps: 10,
      batteryPercent: 80,
    })
  })

  it.each([
    undefined,
    null,
    '',
    [],
    {},
    { _type: 'lwt' },
    { _type: 'transition' },
    { _type: 'waypoint' },
    { _type: 7 },
  ])('says nothing to us with %j', (message) => {
    expect(readOwnTracks(message)).toBeNull()
  })

  it('cannot be read without a time', () => {
    expect(() => readOwnTracks({ _type: 'location', lat: 1, lon: 2 })).toThrow(Problem)
    expect(() => readOwnTracks({ _type: 'location', lat: 1, lon: 2, tst: 1e300 })).toThrow(Problem)
  })

  it('signs in with any name and the token', () => {
    const header = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
    expect(basicToken(header('somebody:sesame'))).toBe('sesame')
    expect(basicToken(header('somebody:with:colons'))).toBe('with:colons')
    expect(basicToken(header('somebody:'))).toBeNull()
    expect(basicToken(header('sesame'))).toBeNull()
    expect(basicToken('Bearer sesame')).toBeNull()
    expect(basicToken(undefined)).toBeNull()
  })
})

describe('the OsmAnd protocol', () => {
  it('says its speed in knots', () => {
    expect(
      readOsmAnd({
        id: '1',
        lat: '39.9',
        lon: '116.4',
        timestamp: '1763427600',
        speed: '10',
        accuracy: '5',
        batt: '77',
      }),
    ).toEqual({
      claimedAt: '2025-11-18T01:00:00.000Z',
      position: [116.4, 39.9],
      accuracyMeters: 5,
      speedMps: expect.closeTo(5.1444, 4),
      batteryPercent: 77,
    })
  })

  it.each([
    ['seconds', '1763427600'],
    ['milliseconds', '1763427600000'],
    ['ISO 8601', '2025-11-18T01:00:00Z'],
    ['ISO 8601 with a zone', '2025-11-18T09:00:00+08:00'],
    ['a date and a time, which are UTC', '2025-11-18 01:00:00'],
  ])('says its time in %s', (_how, timestamp) => {
    expect(readOsmAnd({ lat: '1', lon: '2', timestamp }).claimedAt).toBe('2025-11-18T01:00:00.000Z')
  })

  it('need not say its time', () => {
    expect(readOsmAnd({ lat: '1', lon: '2' }).claimedAt).toBeNull()
  })

  it.each([['nonsense'], ['9e99'], ['-5'], ['+275760-09-13T00:00:00Z']])(
    'cannot be read at the time %s',
    (timestamp) => {
      expect(() => readOsmAnd({ lat: '1', lon: '2', timestamp })).toThrow(Problem)
    },
  )

  it('may say itself that it is no fix', () => {
    expect(readOsmAnd({ lat: '1', lon: '2', valid: 'false' }).position).toEqual([NaN, NaN])
  })

  it.each(['id', 'deviceid', 'device_id'])('names the device as %s', (field) => {
    expect(deviceKeyOf({ [field]: 'sesame' })).toBe('sesame')
  })

  it.each([undefined, null, 'sesame', {}, { id: 7 }, { id: '' }, { id: ['sesame'] }])(
    'names none with %j',
    (message) => {
      expect(deviceKeyOf(message)).toBeNull()
    },
  )
})

describe('Traccar Client', () => {
  it('says JSON, with its speed in m/s and its battery from 0 to 1', () => {
    const message = {
      location: {
        timestamp: '2025-11-18T01:00:00.000Z',
        coords: { latitude: 39.9, longitude: 116.4, accuracy: 4, speed: 1.5, heading: 90, altitude: 44 },
        is_moving: true,
        event: 'motionchange',
        battery: { level: 0.5, is_charging: false },
        extras: {},
      },
      device_id: '48241179',
    }
    expect(deviceKeyOf(message)).toBe('48241179')
    expect(readTraccar(message)).toEqual({
      claimedAt: '2025-11-18T01:00:00.000Z',
      position: [116.4, 39.9],
      accuracyMeters: 4,
      speedMps: 1.5,
      batteryPercent: 50,
    })
  })

  it('uses -1 for what it does not know', () => {
    const coords = { latitude: 1, longitude: 2, accuracy: -1, speed: -1 }
    const fix = readTraccar({ location: { timestamp: 1763427600000, coords, battery: { level: -1 } } })
    expect(fix).toMatchObject({ accuracyMeters: null, speedMps: null, batteryPercent: null })
  })
})

describe('whatever a stranger sends', () => {
  it.each([
    ['OwnTracks', (input: unknown) => readOwnTracks(input)],
    ['OsmAnd', (input: unknown) => readOsmAnd(input)],
    ['Traccar', (input: unknown) => readTraccar(input)],
  ])('%s reads it or refuses it with a Problem', (_app, read) => {
    const something = fc.oneof(
      fc.anything(),
      fc.record({ _type: fc.constant('location'), lat: fc.anything(), lon: fc.anything(), tst: fc.anything() }),
      fc.record({ lat: fc.string(), lon: fc.string(), timestamp: fc.oneof(fc.string(), fc.double().map(String)) }),
      fc.record({ location: fc.record({ timestamp: fc.anything(), coords: fc.anything() }) }),
    )
    fc.assert(
      fc.property(something, (input) => {
        try {
          read(input)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
