import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { LadderHub } from '../live/hub'
import { LiveLink, type Calls } from '../live/link'
import type { IssueLine } from './types'

/** What an open desk hears: docs/loop.md, "Open desks". */
export interface IssueFrame extends IssueLine {
  what: string
  by: string
  at: string
}
export interface Present {
  person: string
  name: string
  since: string
}

type Wish = { desk: string } | { issue: string }
const isDesk = (wish: Wish): wish is { desk: string } => 'desk' in wish

const CALLS: Calls<Wish> = {
  key: (wish) => (isDesk(wish) ? `desk ${wish.desk}` : `issue ${wish.issue}`),
  ask: (wish) => (isDesk(wish) ? ['WatchDesk', wish.desk] : ['OpenIssue', wish.issue]),
  drop: (wish) => (isDesk(wish) ? ['UnwatchDesk'] : ['CloseIssue', wish.issue]),
  together: (one, other) => isDesk(one) && isDesk(other),
}

/**
 * The desk's own line: issues as they change, and who else has the open one open. It only says when to read again; what is
 * shown is what was read. A server without it is asked every few seconds instead, and so is one whose line is cut.
 */
export function useDeskHub(region: () => string | null, issue: () => string, on: { changed: (frame: IssueFrame) => void; missed: () => void }) {
  const live = ref(false)
  const present = shallowRef<{ issueId: string; people: Present[] } | null>(null)
  /** The server has a live desk at all, and with it slips and intake: they came together. */
  const offered = ref(false)
  const hub = new LadderHub()
  const invoke = hub.invoke.bind(hub)
  hub.invoke = async (method, ...args) => {
    const answer = await invoke(method, ...args)
    if (method === 'WatchDesk') live.value = offered.value = true
    return answer
  }
  const link = new LiveLink<Wish>(
    hub,
    {
      // What changed while it was cut was told to nobody.
      up: () => on.missed(),
      down: () => {
        live.value = false
        present.value = null
      },
      refused: (wish, reason) => {
        if (isDesk(wish)) live.value = false
        if (/method does not exist/i.test(reason)) void link.close()
      },
    },
    Math.random,
    CALLS,
  )
  hub.on('issue', (frame: IssueFrame) => on.changed(frame))
  hub.on('presence', (frame: { issueId: string; people: Present[] }) => (present.value = frame))
  hub.on('desk', () => on.missed())
  watch(
    () => [region(), issue()] as const,
    ([where, which]) => link.watch([...(where ? [{ desk: where }] : []), ...(which ? [{ issue: which }] : [])]),
    { immediate: true },
  )
  link.open()
  onScopeDispose(() => void link.close())
  /** Whoever else has it open, by name. */
  const others = (id: string, me: string): string[] => (present.value?.issueId === id ? present.value.people.filter((one) => one.person !== me).map((one) => one.name || one.person) : [])
  return { live, offered, others }
}
