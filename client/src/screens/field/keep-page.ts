/** Only there browsers let a page be kept and be installed: HTTPS, or this very machine. */
export const canKeepPage = (): boolean => window.isSecureContext && 'serviceWorker' in navigator

/**
 * Keeps this page on the phone, so that it opens without a network: the program, never what it shows. What was loaded
 * before the keeper was there is named to it, because it could not see that pass by.
 */
export async function keepPage(): Promise<void> {
  if (!canKeepPage()) return
  const registration = await navigator.serviceWorker.register('/field-keeper.js', { scope: '/field' })
  const { active } = await readyOf(registration)
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  active?.postMessage({ keep: loaded.filter((name) => new URL(name).pathname.startsWith('/assets/')) })
}

async function readyOf(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const coming = registration.installing ?? registration.waiting
  if (!coming || registration.active) return registration
  await new Promise<void>((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated' || coming.state === 'redundant') resolve()
    })
  })
  return registration
}

/** Nothing of this page stays on the phone. */
export async function dropPage(): Promise<void> {
  if (!canKeepPage()) return
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
}
