import { onScopeDispose, ref, shallowRef } from 'vue'
import { ApiError, call, send } from '../api/client'
import type { Device, Kept } from './kept'

export interface InboxLine {
  reportId: string
  gridCode: string
  category: string
  outcome: string
  receivedAt: string
  withdrawn: boolean
  issueId: string
  stage: string
  version: number
  answer: { number: number; ending: string; declinedFor: string; at: string; text: string; photos: string[] } | null
  asked: { text: string; until: string } | null
}

const EVERY_MS = 20_000

/** What became of one's reports; the last answer is kept for where there is no network. */
export function useInbox(kept: Kept, device: () => Device | null, onUnknown: () => void) {
  const lines = shallowRef<InboxLine[] | null>(null)
  const at = ref<number | null>(null)
  const failing = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  async function look(): Promise<void> {
    clearTimeout(timer)
    const bearer = device()
    if (!bearer || gone) return
    try {
      const page = await call<{ reports: InboxLine[] }>('api/v1/inbox?limit=50', { headers: { authorization: `Bearer ${bearer.token}` } })
      lines.value = page.reports
      at.value = Date.now()
      failing.value = false
      await kept.setSingle('inbox', { lines: page.reports, at: at.value })
    } catch (error) {
      failing.value = true
      if (error instanceof ApiError && error.status === 401) return onUnknown()
    }
    if (!gone) timer = setTimeout(() => void look(), EVERY_MS)
  }

  /** @throws ApiError of the refusal, or what fetch throws. The same command id a second time changes nothing. */
  async function take(reportId: string, body: { commandId: string; step: string; score?: number; text?: string }): Promise<void> {
    const bearer = device()
    if (!bearer) return
    await send('POST', `api/v1/inbox/${reportId}/steps`, { version: 0, ...body }, { authorization: `Bearer ${bearer.token}` })
    await look()
  }

  const back = () => void look()
  window.addEventListener('online', back)
  onScopeDispose(() => {
    gone = true
    clearTimeout(timer)
    window.removeEventListener('online', back)
  })
  void kept.single<{ lines: InboxLine[]; at: number }>('inbox').then((last) => {
    if (last && !lines.value) {
      lines.value = last.lines
      at.value = last.at
    }
    void look()
  })
  return { lines, at, failing, look, take }
}
