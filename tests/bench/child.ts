import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process of ours that answers questions one at a time. */
export interface Child {
  pid: number
  ask(question: unknown): Promise<unknown>
  end(): void
}

const children = new Set<ChildProcess>()

let isStopping = false

/** Has a process ended with the bench, whatever becomes of it. */
export function ownChild(child: ChildProcess): void {
  if (isStopping) child.kill('SIGKILL')
  children.add(child)
  child.once('exit', () => children.delete(child))
}

/** Starts a file of this folder as a process of its own. Whatever ends it before it was told to is an error. */
export function startChild(file: string, args: readonly string[] = [], nodeFlags: readonly string[] = []): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: ['--import', 'tsx', '--max-old-space-size=1024', ...nodeFlags],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  ownChild(child)
  let waiting: { resolve(answer: unknown): void; reject(error: Error): void } | null = null
  child.on('message', (answer) => {
    const asked = waiting
    waiting = null
    asked?.resolve(answer)
  })
  child.once('exit', (code, signal) => {
    waiting?.reject(new Error(`${file} ended with ${code ?? signal} while it was asked`))
  })
  return {
    pid: child.pid ?? 0,
    ask(question) {
      if (waiting) throw new Error(`${file} was asked two things at once`)
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        child.send(question as object, (error) => error && reject(error)) // any value that can be cloned
      })
    },
    end: () => void child.kill('SIGKILL'),
  }
}

/** Ends, each by its own id, whoever still runs. */
export function endChildren(): void {
  for (const child of children) child.kill('SIGKILL')
}

const stops = new Set<() => Promise<unknown>>()

/** Has something ended at a signal too, such as a PostgreSQL; the answer takes it off the list again. */
export function stopAtSignal(stop: () => Promise<unknown>): () => void {
  stops.add(stop)
  return () => void stops.delete(stop)
}

export async function stopEverything(): Promise<void> {
  isStopping = true // a goal that breaks off now may still begin something
  endChildren()
  await Promise.allSettled([...stops].map((stop) => stop()))
}

/** In a child: answers each question with what `answerTo` says, and ends with its parent. */
export function answerParent(answerTo: (question: unknown) => Promise<unknown> | unknown): void {
  if (!process.connected) process.exit(0)
  process.on('disconnect', () => process.exit(0))
  process.on('message', (question) => {
    void Promise.resolve(answerTo(question)).then((answer) => process.send?.(answer ?? null))
  })
}
