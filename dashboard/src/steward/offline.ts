import { atBase } from '../base'

const CACHE = 'realtimegov-steward'

/**
 * Puts this page and its parts aside, so that public/steward-worker.js can open it without a network, and makes it
 * installable. Where there are no workers (http on another machine's address) the page works while it is open.
 */
export async function keepForOffline(): Promise<void> {
  const manifest = document.createElement('link')
  manifest.rel = 'manifest'
  manifest.href = atBase('steward.webmanifest')
  document.head.append(manifest)
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  try {
    const scope = atBase('steward')
    await navigator.serviceWorker.register(atBase('steward-worker.js'), { scope })
    await putAside(scope)
  } catch {
    return // Private windows forbid it; the page works all the same.
  }
}

async function putAside(page: string): Promise<void> {
  const cache = await caches.open(CACHE)
  const parts = partsOf(performance.getEntriesByType('resource').map((entry) => entry.name))
  const known = new Set((await cache.keys()).map((request) => request.url))
  await cache.add(new Request(page, { cache: 'reload' }))
  for (const part of parts) if (!known.has(part)) await cache.add(part)
  // Of a version before: nothing names them any more.
  for (const url of known) if (url !== page && !parts.includes(url) && /\.(js|css)$/.test(url)) await cache.delete(url)
}

/** Scripts, styles and letters by their content's name; not what the API answered. */
export const partsOf = (loaded: readonly string[]): string[] => [...new Set(loaded)].filter((url) => /\/assets\/[^?#]+\.(js|css|woff2)$/.test(url))
