/** Where to go after signing in: a path of this town's own. Anything else would lead a person who trusts this page elsewhere. */
export function nextOf(given: unknown): string | null {
  if (typeof given !== 'string' || !/^\/(?![/\\])/.test(given) || given.startsWith('/sign-in')) return null
  return given
}
