import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createPageHints, hintedScreens } from '../../../server/http/page-hints.ts'

describe('what the page of a screen hints at', () => {
  const dirs: string[] = []
  afterEach(async () => {
    for (const dir of dirs.splice(0)) await rm(dir, { recursive: true, force: true })
  })

  async function buildWith(manifest: object | null): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), 'shaotu-hints-'))
    dirs.push(dir)
    await mkdir(join(dir, '.vite'))
    if (manifest) await writeFile(join(dir, '.vite', 'manifest.json'), JSON.stringify(manifest))
    return dir
  }

  const wall = {
    'index.html': { file: 'assets/index-1.js', imports: ['_vue.js'] },
    '_vue.js': { file: 'assets/vue-1.js' },
    '_map.js': { file: 'assets/map-1.js', css: ['assets/map-1.css'], imports: ['_vue.js', 'index.html'], dynamicImports: ['later.ts'] }, // prettier-ignore
    'later.ts': { file: 'assets/later-1.js' },
    'src/screens/wall/WallScreen.vue': { file: 'assets/wall-1.js', css: ['assets/wall-1.css'], imports: ['_map.js', '_vue.js'] }, // prettier-ignore
  }

  it('is every file it wants at once, each named once, and none that it may want later', async () => {
    const hints = createPageHints(await buildWith(wall))('/wall', false)
    expect(hints.toSorted()).toEqual([
      '</assets/map-1.css>; rel=preload; as=style; crossorigin',
      '</assets/map-1.js>; rel=modulepreload',
      '</assets/vue-1.js>; rel=modulepreload',
      '</assets/wall-1.css>; rel=preload; as=style; crossorigin',
      '</assets/wall-1.js>; rel=modulepreload',
    ])
  })

  it('is what it will ask the server only for somebody with a session: others would be refused', async () => {
    const hintsOf = createPageHints(await buildWith(wall))
    const asked = (hasSession: boolean) => hintsOf('/wall', hasSession).filter((hint) => hint.includes('as=fetch'))
    expect(asked(false)).toEqual([])
    expect(asked(true)).toContain('</api/places/drawing>; rel=preload; as=fetch; crossorigin')
  })

  it('is nothing for a path without a screen of its own, and nothing where nothing was built', async () => {
    expect(createPageHints(await buildWith(wall))('/constructor', true)).toEqual([])
    expect(createPageHints(await buildWith(null))('/wall', false)).toEqual([])
  })

  it('speaks of screens as the router has them', async () => {
    const router = await readFile(new URL('../../../client/src/router.ts', import.meta.url), 'utf8')
    for (const [path, { module }] of Object.entries(hintedScreens)) {
      expect(router).toContain(`{ path: '${path}', component: () => import('./${module.replace('src/', '')}')`)
    }
  })
})
