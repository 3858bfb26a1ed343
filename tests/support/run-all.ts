import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { findChromium } from './find-chromium.ts'
import { getBrowserParts } from './get-browser-parts.ts'

/** What one step found. */
interface Count {
  passed: number
  failed: number
}

const Report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The rules of the house that a tool can check, and the screens the journeys look at; each counts as one test. */
const checks: [string, string[]][] = [
  ['screens', ['server/start.mjs', '--set-up']],
  ['types', ['node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '--config', 'tests/eslint.config.mjs', '--max-warnings', '0', '.']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
]

const projects = ['rules', 'promises', 'journeys']

/** Here a test that did not run counts as failed: without PostgreSQL and a browser nothing is proved. */
const neverSkipped = new Set(['promises', 'journeys'])

await getBrowserParts()
const counts: Count[] = []
for (const [name, command] of checks) counts.push(await runCheck(name, command))
for (const project of projects) counts.push(await runProject(project))

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

async function runCheck(name: string, command: string[]): Promise<Count> {
  const code = await runStep(name, command)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function runProject(project: string): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), 'shaotu-report-'))
  const file = join(folder, 'report.json')
  const code = await runStep(project, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=tests/vitest.config.ts',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = await readFile(file, 'utf8').catch(() => null) // it died before it could write one
  await rm(folder, { recursive: true })
  if (report === null) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = Report.parse(
    JSON.parse(report),
  )
  const unread = testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length
  const skipped = numPendingTests + numTodoTests
  if (skipped > 0) process.stdout.write(`  ${skipped} of ${project} did not run\n`)
  const failed = numFailedTests + unread + (neverSkipped.has(project) ? skipped : 0)
  // An error outside any test fails the run without failing a test.
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
}

function runStep(title: string, command: string[]): Promise<number | null> {
  const began = performance.now()
  process.stdout.write(`\n▸ ${title}\n`)
  const chromium = findChromium()
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      const seconds = Math.round((performance.now() - began) / 1_000)
      process.stdout.write(`  ${code === 0 ? '✓' : '✗'} ${title}, ${seconds} s\n`)
      resolve(code)
    })
  })
}
