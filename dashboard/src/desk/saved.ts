/** A filter that somebody keeps under a name: the address's query without its question mark. */
export interface SavedFilter {
  name: string
  query: string
}

export const SAVED_MAX = 20
export const NAME_MAX = 24

/** Somebody's own filters, in this browser: they are no secret, and no one else's. */
export class SavedFilters {
  constructor(
    private readonly storage: Storage | null,
    person: string,
  ) {
    this.key = `desk-filters/${person}`
  }
  private readonly key: string

  all(): SavedFilter[] {
    try {
      const kept = JSON.parse(this.storage?.getItem(this.key) ?? '[]') as unknown
      return Array.isArray(kept) ? kept.filter(isFilter).slice(0, SAVED_MAX) : []
    } catch {
      return []
    }
  }

  /** The newest first; one of the same name takes its place. */
  keep(name: string, query: string): SavedFilter[] {
    const one = { name: name.trim().slice(0, NAME_MAX), query }
    if (!one.name) return this.all()
    return this.write([one, ...this.all().filter((other) => other.name !== one.name)].slice(0, SAVED_MAX))
  }

  drop(name: string): SavedFilter[] {
    return this.write(this.all().filter((one) => one.name !== name))
  }

  private write(filters: SavedFilter[]): SavedFilter[] {
    try {
      this.storage?.setItem(this.key, JSON.stringify(filters))
    } catch {
      // A full or forbidden storage keeps nothing; the page goes on.
    }
    return filters
  }
}

const isFilter = (one: unknown): one is SavedFilter =>
  typeof one === 'object' && one !== null && typeof (one as SavedFilter).name === 'string' && typeof (one as SavedFilter).query === 'string'
