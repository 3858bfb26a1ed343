import { readFileSync } from 'node:fs'

/** Linux tells CPU time in hundredths of a second, whatever the processor. */
const TICK_MICROS = 10_000

/** CPU time of another process so far, user and system, all its threads, in microseconds; in steps of 10 ms. */
export function cpuMicrosOfProcess(pid: number): number {
  return parseCpuMicros(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

/** Field 2 of /proc/PID/stat is a name in brackets that may hold anything; utime and stime are fields 14 and 15. */
export function parseCpuMicros(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  if (!Number.isInteger(ticks)) throw new Error(`Expected /proc/PID/stat with its times, got ${stat.slice(0, 80)}`)
  return ticks * TICK_MICROS
}
