import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Item } from './deliver'

/** The credential of this phone, as its enrolment answered it. */
export interface Device {
  token: string
  steward: string
  device: string
}

/** What is being written, before it is sent: the private notebook. */
export interface Draft {
  text: string
  category: string
  photos: string[]
}

interface Shape extends DBSchema {
  /** By id. */
  reports: { key: string; value: Item }
  /** Shrunk photos by id; gone once their report is delivered. */
  photos: { key: string; value: Blob }
  /** device, draft, and the last answers that are looked at without a network. */
  single: { key: string; value: unknown }
}

/** What this phone keeps, whether there is a network or not, whether the page is open or not. */
export class Kept {
  static async open(): Promise<Kept> {
    return new Kept(
      await openDB<Shape>('realtimegov-steward', 1, {
        upgrade(db) {
          db.createObjectStore('reports', { keyPath: 'id' })
          db.createObjectStore('photos')
          db.createObjectStore('single')
        },
      }),
    )
  }

  private constructor(readonly db: IDBPDatabase<Shape>) {}

  async single<T>(name: string): Promise<T | null> {
    return ((await this.db.get('single', name)) as T | undefined) ?? null
  }

  async setSingle(name: string, value: unknown): Promise<void> {
    // Plain data alone can be stored: what a page makes reactive cannot.
    await this.db.put('single', JSON.parse(JSON.stringify(value)), name)
  }

  dropSingle(name: string): Promise<void> {
    return this.db.delete('single', name)
  }

  /** The newest first. */
  async items(): Promise<Item[]> {
    return (await this.db.getAll('reports')).sort((a, b) => b.at - a.at)
  }

  async put(item: Item): Promise<void> {
    await this.db.put('reports', JSON.parse(JSON.stringify(item)) as Item)
  }

  remove(id: string): Promise<void> {
    return this.db.delete('reports', id)
  }

  putPhoto(id: string, blob: Blob): Promise<unknown> {
    return this.db.put('photos', blob, id)
  }

  async photo(id: string): Promise<Blob | null> {
    return (await this.db.get('photos', id)) ?? null
  }

  dropPhoto(id: string): Promise<void> {
    return this.db.delete('photos', id)
  }
}
