import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Every room, and the rooms it may import from besides its own. One way only: what is below never knows what is above. */
const mayImport: Record<string, string[]> = {
  shared: [],

  'server/db': ['shared'],
  'server/identity': ['shared', 'server/db'],
  'server/places': ['shared', 'server/db'],
  'server/roster': ['shared', 'server/db'],
  'server/promises': ['shared'],
  'server/incidents': ['shared', 'server/db', 'server/promises'],
  'server/dispatch': ['shared', 'server/db', 'server/incidents', 'server/roster'],
  'server/intake': ['shared', 'server/db', 'server/incidents', 'server/places', 'server/promises', 'server/identity'],
  'server/residents': ['shared', 'server/db', 'server/identity'],
  'server/emergency': [
    'shared',
    'server/db',
    'server/identity',
    'server/incidents',
    'server/places',
    'server/residents',
  ],
  'server/figures': ['shared', 'server/db', 'server/promises'],
  'server/readings': ['shared', 'server/db', 'server/identity', 'server/places'],
  'server/history': ['shared', 'server/db', 'server/places'],
  'server/tracks': ['shared', 'server/db', 'server/places', 'server/roster'],
  'server/feed': ['shared', 'server/db', 'server/identity'],
  'server/http': [
    'shared',
    'server/db',
    'server/identity',
    'server/places',
    'server/roster',
    'server/incidents',
    'server/dispatch',
    'server/intake',
    'server/residents',
    'server/emergency',
    'server/figures',
    'server/readings',
    'server/history',
    'server/tracks',
    'server/feed',
  ],
  'server/demo': [
    'shared',
    'server/db',
    'server/identity',
    'server/places',
    'server/roster',
    'server/tracks',
    // The past is filled in as the intake would have written it down.
    'server/promises',
    'server/incidents',
    'server/intake',
    // `npm run seed` opens the database as the server does.
    'server/config.ts',
    'server/field-key.ts',
    'server/log.ts',
  ],

  'client/src/look': ['shared'],
  'client/src/words': ['shared'],
  'client/src/feed': ['shared'],
  'client/src/commands': ['shared', 'client/src/feed'],
  'client/src/board': ['shared', 'client/src/feed'],
  'client/src/positions': ['shared', 'client/src/feed'],
  'client/src/map': ['shared', 'client/src/look', 'client/src/words', 'client/src/board', 'client/src/positions'],
  'client/src/panels': [
    'shared',
    'client/src/look',
    'client/src/words',
    'client/src/board',
    'client/src/feed',
    'client/src/positions',
    'client/src/commands',
  ],
  'client/src/screens': [
    'shared',
    'client/src/look',
    'client/src/words',
    'client/src/board',
    'client/src/feed',
    'client/src/positions',
    'client/src/map',
    'client/src/panels',
    'client/src/commands',
  ],
}

const roomOf = (file: string) => Object.keys(mayImport).find((room) => file.startsWith(`${room}/`))

const foldersOf = (side: string) =>
  readdirSync(side, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${side}/${entry.name}`)

describe('the rooms', () => {
  it('are all listed here', () => {
    expect(Object.keys(mayImport)).toEqual(expect.arrayContaining([...foldersOf('server'), ...foldersOf('client/src')]))
  })

  it('are all there', () => {
    const there = ['shared', ...foldersOf('server'), ...foldersOf('client/src')]
    expect(there).toEqual(expect.arrayContaining(Object.keys(mayImport)))
  })

  const files = Object.keys(mayImport).flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue)$/.test(name))
      .map((name) => `${room}/${name}`),
  )

  it.each(files)('%s imports only from rooms it may know', (file) => {
    const room = roomOf(file) ?? ''
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import |import\()'([.#][^']+)'/g)) {
      const imported = target.startsWith('#') ? target.slice(1) : normalize(join(dirname(file), target))
      expect([room, ...(mayImport[room] ?? [])], `${file} imports ${target}`).toContain(roomOf(imported) ?? imported)
    }
  })
})
