import type { Address } from '../address'
import type { Town } from '../api/town'

type Say = (key: string, named?: Record<string, unknown>) => string
type LinkTo = (region: string | null, date?: string | null) => string

export interface ProblemWords {
  title: string
  help: string
  links: { name: string; href: string }[]
}

/** As many ways out as can be taken in at a glance. */
const MOST_LINKS = 12

/**
 * Why an address shows no wall and what to do about it; null while the town is not known yet. A region that is known
 * has a problem only when it did not exist on the day asked for.
 */
export function problemOf(address: Address, town: Town | null, t: Say, to: LinkTo): ProblemWords | null {
  const say = (key: string, named: Record<string, unknown> = {}) => ({
    title: t(`problem.${key}`, named),
    help: t(`problem.${key}Help`, named),
  })
  if (address.badDate) {
    return {
      ...say('badDate', { date: address.badDate, example: '2016-06-13' }),
      links: [{ name: t('problem.today'), href: to(address.region, '') }],
    }
  }
  if (address.unknownPath) {
    return { ...say('unknownPage', { path: address.unknownPath }), links: [{ name: t('problem.home'), href: to(null, '') }] }
  }
  if (!town) return null
  if (!town.root) return { ...say('noRegions'), links: [] }
  const root = town.root
  const here = address.region === null ? root : town.get(address.region)
  if (here) {
    return {
      ...say('notThatDay', { name: here.name, date: address.date ?? '' }),
      links: [{ name: t('problem.today'), href: to(address.region, '') }],
    }
  }
  const near = [root, ...town.placesUnder(root.code)].slice(0, MOST_LINKS)
  return {
    ...say('unknownRegion', { code: address.region ?? '' }),
    links: near.map((r, i) => ({ name: i === 0 ? `${t('problem.home')} · ${r.name}` : r.name, href: to(r === root ? null : r.code, '') })),
  }
}
