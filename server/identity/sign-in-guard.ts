import { Problem } from '#shared/problem'

const defaults = { tries: 5, lockMs: 15 * 60_000, spraysPerAddress: 30 }

/**
 * Five wrong passwords lock one account for one address for a quarter of an hour; thirty from one address
 * lock the address. Nobody can lock the officer on duty out from somewhere else.
 */
export function createSignInGuard(realNow: () => number, { tries, lockMs, spraysPerAddress } = defaults) {
  const failures = new Map<string, { count: number; until: number }>()

  const count = (key: string) => {
    const entry = failures.get(key)
    return entry && entry.until > realNow() ? entry.count : 0
  }
  const fail = (key: string) => failures.set(key, { count: count(key) + 1, until: realNow() + lockMs })

  return {
    /** Throws `Problem('too-many')` while the pair of account and address, or the address, is locked. */
    check(username: string, address: string): void {
      if (failures.size > 10_000) forgetOld()
      if (count(`${address} ${username}`) >= tries || count(address) >= spraysPerAddress) {
        throw new Problem('too-many', 'Too many wrong passwords; try again in 15 minutes')
      }
    },
    failed(username: string, address: string): void {
      fail(`${address} ${username}`)
      fail(address)
    },
    succeeded(username: string, address: string): void {
      failures.delete(`${address} ${username}`)
    },
  }

  function forgetOld() {
    for (const [key, { until }] of failures) if (until <= realNow()) failures.delete(key)
  }
}
