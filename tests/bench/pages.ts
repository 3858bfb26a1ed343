import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { stopAtSignal } from './child.ts'

export type Pages = Awaited<ReturnType<typeof openPages>>

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** Builds the pages of the bench as the product is built, and serves them from this process. */
export async function openPages(names: readonly string[], answers: ReadonlyMap<string, string | Buffer> = new Map()) {
  const root = fileURLToPath(new URL('page', import.meta.url))
  const outDir = await mkdtemp(join(tmpdir(), 'shaotu-bench-pages-'))
  const remove = () => rm(outDir, { recursive: true, force: true })
  const isRemoved = stopAtSignal(remove)
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 3_000,
      rollupOptions: { input: names.map((name) => join(root, `${name}.html`)) },
    },
  })
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://here').pathname
    const body = answers.has(path) ? Promise.resolve(answers.get(path)) : readFile(join(outDir, path))
    body.then(
      (bytes) => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  return {
    url: (name: string) => `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/${name}.html`,
    async close() {
      http.close()
      http.closeAllConnections()
      await remove()
      isRemoved()
    },
  }
}
