/*
 * Lets /field open without a network. Keeps the program only: the page itself and its files under /assets, whose
 * names change with their content. Answers of the server (/api) pass by and are kept nowhere.
 */
const CACHE = 'field-page'
const PAGE = '/field'
const MARK = '/favicon.svg'

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([PAGE, MARK]))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** What the page loaded before we were there. Files of an older program go when the new ones are all here. */
self.addEventListener('message', ({ data }) => {
  const wanted = Array.isArray(data?.keep) ? data.keep.filter(isOwnFile) : []
  if (wanted.length > 0) void keepThese(wanted)
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(freshPage(request))
  else if (isOwnFile(request.url)) event.respondWith(keptFile(request))
})

function isOwnFile(address) {
  const url = new URL(address, self.location.origin)
  return url.origin === self.location.origin && (url.pathname.startsWith('/assets/') || url.pathname === MARK)
}

async function keepThese(addresses) {
  const cache = await caches.open(CACHE)
  await Promise.all(
    addresses.map(async (address) => {
      if (!(await cache.match(address))) await cache.add(address)
    }),
  )
}

/** The newest page while there is a network, the kept one when there is none. */
async function freshPage(request) {
  const cache = await caches.open(CACHE)
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(PAGE, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match(PAGE)
    if (kept) return kept
    throw error
  }
}

async function keptFile(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request.url)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request.url, answer.clone())
  return answer
}
