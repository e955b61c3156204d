import { onScopeDispose, ref } from 'vue'
import { atBase } from '../base'
import { ApiError } from '../api/client'
import { saveFile } from '../api/save'

export type ExportState = { kind: 'none' } | { kind: 'running' | 'done'; rows: number } | { kind: 'failed'; error: ApiError | null; rows: number }

/** A line feed in UTF-8; the head of the table is no row. */
const LINE_FEED = 0x0a

/** Rows in what has come so far: cells hold no line breaks that the server has not taken out, so a line is a row. */
export const rowsIn = (chunk: Uint8Array): number => chunk.reduce((rows, octet) => rows + (octet === LINE_FEED ? 1 : 0), 0)

/**
 * The list as a file, with how many rows have come: a town's whole year takes a while, and a file that broke off is not given out as
 * if it were whole.
 */
export function useExport() {
  const state = ref<ExportState>({ kind: 'none' })
  let stop: AbortController | null = null

  async function run(address: string, name: string): Promise<void> {
    stop?.abort()
    const mine = (stop = new AbortController())
    let lines = 0
    const rows = () => Math.max(0, lines - 1)
    state.value = { kind: 'running', rows: 0 }
    try {
      const answer = await fetch(atBase(address), { signal: mine.signal })
      if (!answer.ok || !answer.body) {
        const said = ((await answer.json().catch(() => null)) as { error?: Partial<ApiError> } | null)?.error
        throw new ApiError(answer.status, said?.code ?? '', said?.message ?? `${answer.status}`, said?.messageZh ?? `${answer.status}`)
      }
      const parts: Uint8Array<ArrayBuffer>[] = []
      const reader = answer.body.getReader()
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        parts.push(next.value)
        lines += rowsIn(next.value)
        state.value = { kind: 'running', rows: rows() }
      }
      saveFile(new Blob(parts, { type: 'text/csv' }), name)
      state.value = { kind: 'done', rows: rows() }
    } catch (error) {
      if (stop !== mine) return
      state.value = mine.signal.aborted ? { kind: 'none' } : { kind: 'failed', error: error instanceof ApiError ? error : null, rows: rows() }
    }
  }
  function cancel(): void {
    stop?.abort()
    state.value = { kind: 'none' }
  }
  onScopeDispose(() => stop?.abort())
  return { state, run, cancel }
}
