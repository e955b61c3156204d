/**
 * Where the town is served, with a slash at the end: `https://wall.town/` or, below a path of a proxy,
 * `https://town.example/rg/`. The server writes into the page how far up that is (`<base>`), so neither the build nor
 * the server has to know the path. Read once, before the address first changes.
 */
export const readBase = (doc: { baseURI: string }): URL => new URL('.', doc.baseURI)

/** The whole address of one of the server's: `api/v1/about`, `live`. Outside of a page it stays as it is. */
export const atBase = (path: string): string => (base ? new URL(path, base).href : `/${path}`)

const base = typeof document === 'undefined' ? null : readBase(document)

/** The path below which the pages' own addresses begin. */
export const basePath = base?.pathname ?? '/'
