// Opens the steward's page where there is no network. What it answers with is what the page itself has put aside
// (src/steward/offline.ts); reports and answers never pass through here.
const CACHE = 'realtimegov-steward'
const PATIENCE_MS = 4_000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(newest(request))
  else if (new URL(request.url).pathname.includes('/assets/')) event.respondWith(kept(request))
})

/** The page of the server, or else the one put aside: a new version is taken whenever there is a way. */
async function newest(request) {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), PATIENCE_MS)
  try {
    return await fetch(request.url, { signal: limit.signal, credentials: 'same-origin' })
  } catch (error) {
    const page = await (await caches.open(CACHE)).match(self.registration.scope)
    if (page) return page
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Files named by their content are for ever the same. */
async function kept(request) {
  return (await (await caches.open(CACHE)).match(request.url)) ?? fetch(request)
}
