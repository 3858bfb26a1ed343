import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

/** What an open-source product may be made of. Anything else is looked at by a person before it gets a line here. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'EDL-1.0',
  'EPL-2.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
])

/** Packages that say it in their own way, each read by hand: name → what its licence file says. */
const read: Record<string, string> = { 'splaytree-ts': 'BSD-3-Clause' } // it says BDS-3-Clause

const Licence = z.union([z.string(), z.object({ type: z.string() }).transform((licence) => licence.type)])
const Package = z.object({
  license: Licence.optional(),
  licenses: z.array(Licence).optional(),
  version: z.string().optional(),
})
const Lock = z.object({ packages: z.record(z.string(), Package) })

const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))

describe('every installed package', () => {
  it('may be used and passed on', () => {
    const refused = Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(([path, entry]) => [path.replace(/^.*node_modules\//, ''), licenceOf(path, entry)] as const)
      .filter(([name, licence]) => !isAllowed(read[name] ?? licence))
    expect(refused).toEqual([])
  })

  it('is refused when its licence is not open, however it is written', () => {
    const answers = ['SEE LICENSE IN LICENSE', 'UNLICENSED', 'MIT AND Proprietary', 'BUSL-1.1', ''].map(isAllowed)
    expect(answers).toEqual([false, false, false, false, false])
    expect(isAllowed('(MIT OR GPL-3.0) AND Proprietary')).toBe(false)
  })

  it('may offer a choice, of which one open licence is enough', () => {
    expect(['(MIT OR GPL-3.0)', 'MIT AND Apache-2.0', '(MIT AND BSD-3-Clause)'].map(isAllowed)).toEqual([
      true,
      true,
      true,
    ])
  })
})

/** The lock file leaves it out for packages that write it in an old way; then the package itself is asked. */
function licenceOf(path: string, entry: z.infer<typeof Package>): string {
  if (entry.license) return entry.license
  const file = `${path}/package.json`
  if (!existsSync(file)) return ''
  const { license, licenses } = Package.parse(JSON.parse(readFileSync(file, 'utf8')))
  return license ?? licenses?.join(' OR ') ?? ''
}

/** One of the alternatives must be allowed in all its parts. Both words in one expression want a reader. */
function isAllowed(licence: string): boolean {
  if (licence.includes(' OR ') && licence.includes(' AND ')) return false
  const alternatives = licence.replaceAll(/[()]/g, '').split(' OR ')
  return alternatives.some((alternative) => alternative.split(' AND ').every((part) => allowed.has(part.trim())))
}
