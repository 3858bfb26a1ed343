import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What the build wrote down of each file: https://vite.dev/guide/backend-integration */
const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
  }),
)
type Manifest = z.infer<typeof Manifest>

interface HintedScreen {
  module: string
  /** What it asks the server first. */
  asks: readonly string[]
}

/** Screens in front of which somebody waits, by path. */
export const hintedScreens: Readonly<Record<string, HintedScreen>> = {
  '/wall': {
    module: 'src/screens/wall/WallScreen.vue',
    asks: ['/api/session/options', '/api/places/drawing'],
  },
  '/desk': {
    module: 'src/screens/desk/DeskScreen.vue',
    asks: ['/api/places/drawing'],
  },
}

/**
 * What the page of a screen will want, as values of the header `Link`, so that a browser fetches it together with the
 * page's own script instead of one after the other. Answers are hinted only to who brings a token; whether it is still
 * good, and for what, is said by the answer. Without a manifest, as in development, there are no hints. It is read once:
 * whoever builds under a running server starts it again.
 */
export function createPageHints(clientDir: string): (path: string, bringsToken: boolean) => string[] {
  const file = join(clientDir, '.vite', 'manifest.json')
  if (!existsSync(file)) return () => []
  const manifest = Manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  const hintsOf = new Map(
    Object.entries(hintedScreens).map(([path, { module, asks }]) => {
      const answers = asks.map((asked) => `<${asked}>; rel=preload; as=fetch; crossorigin`)
      return [path, { files: linksOf(manifest, module), answers }]
    }),
  )
  return (path, bringsToken) => {
    const { files, answers } = hintsOf.get(path) ?? { files: [], answers: [] }
    return bringsToken ? [...files, ...answers] : files
  }
}

/** The files of a module and of everything it imports at once; what it may import later is left out. */
function linksOf(manifest: Manifest, module: string): string[] {
  const seen = new Set<string>()
  const waiting = [module]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (seen.has(key)) continue
    seen.add(key)
    waiting.push(...(manifest[key]?.imports ?? []))
  }
  // The page names its own script itself.
  const chunks = [...seen].filter((key) => key !== 'index.html').flatMap((key) => manifest[key] ?? [])
  return [
    ...chunks.map(({ file }) => `</${file}>; rel=modulepreload`),
    ...new Set(chunks.flatMap(({ css }) => css.map((style) => `</${style}>; rel=preload; as=style; crossorigin`))),
  ]
}
