import type { Region } from './types'

export const TRADE = 'trade'
export const GRID = 'grid'

/** The hub lets a screen watch 16 regions: its own and at most this many trades beside it. */
export const TRADES_WATCHED = 12

/** Today's tree, ready to be walked. Order is the tree's own everywhere: places are not ranked by their figures. */
export class Town {
  readonly #byCode = new Map<string, Region>()
  readonly #order = new Map<string, number>()
  readonly #below = new Map<string, Region[]>()
  readonly root: Region | null

  constructor(regions: readonly Region[]) {
    regions.forEach((region, i) => {
      this.#byCode.set(region.code, region)
      this.#order.set(region.code, i)
      const siblings = this.#below.get(region.parent ?? '')
      if (siblings) siblings.push(region)
      else this.#below.set(region.parent ?? '', [region])
    })
    this.root = regions.find((r) => !r.parent && r.kind !== TRADE) ?? null
  }

  get(code: string): Region | undefined {
    return this.#byCode.get(code)
  }

  /** Every place in the tree's order, trades left out. */
  places(): Region[] {
    return [...this.#byCode.values()].filter((r) => r.kind !== TRADE)
  }

  /** Places directly below, trades left out. */
  placesUnder(code: string): Region[] {
    return (this.#below.get(code) ?? []).filter((r) => r.kind !== TRADE)
  }

  /** Trades directly below. One without a parent belongs to the root. */
  tradesUnder(code: string): Region[] {
    const own = (this.#below.get(code) ?? []).filter((r) => r.kind === TRADE)
    if (code !== this.root?.code) return own
    return own.concat((this.#below.get('') ?? []).filter((r) => r.kind === TRADE))
  }

  /** How many grids lie below, at whatever depth. */
  gridsUnder(code: string): number {
    return this.placesUnder(code).reduce((n, r) => n + (r.kind === GRID ? 1 : this.gridsUnder(r.code)), 0)
  }

  /** From the root down to the parent. The bound ends a tree that bites its tail. */
  ancestors(code: string): Region[] {
    const chain: Region[] = []
    for (let at = this.#parent(code); at && chain.length < 16; at = this.#parent(at.code)) chain.unshift(at)
    return chain
  }

  /** The region's zone, else the nearest ancestor's, else UTC. */
  timeZone(code: string): string {
    const own = this.get(code)
    const line = own ? [own, ...this.ancestors(code).reverse()] : []
    return line.find((r) => r.timeZone)?.timeZone ?? this.root?.timeZone ?? 'UTC'
  }

  /** The position in the tree; what it does not know comes last. */
  order(code: string): number {
    return this.#order.get(code) ?? Number.MAX_SAFE_INTEGER
  }

  #parent(code: string): Region | undefined {
    const parent = this.#byCode.get(code)?.parent
    return parent ? this.#byCode.get(parent) : undefined
  }
}
