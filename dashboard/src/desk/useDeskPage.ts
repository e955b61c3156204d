import { computed } from 'vue'
import { usePolled } from '../api/usePolled'
import { call } from '../api/client'
import { useTown } from '../api/useTown'
import { useWords } from '../i18n/useWords'
import { useServerTime } from '../live/useServerTime'
import { useSession } from '../session/session'
import { usePaper } from '../shell/usePaper'
import { dayIn, minuteIn } from '../wall/format'
import { namesOf } from './useNames'
import { en } from './words/en'
import { zh } from './words/zh'

/** What every page of the desk has: its words, the town, the clock of the town, and names as the desk says them. */
export function useDeskPage(title: string) {
  const { t, te, lang } = useWords('desk', { zh, en })
  const { nowMs, hear } = useServerTime()
  const { town, categories, about, wantNames } = useTown(hear, () => lang.value)
  const root = computed(() => town.value?.root ?? null)
  const townName = computed(() => root.value?.name ?? 'RealtimeGov')
  usePaper(() => lang.value, () => `${t(title)} · ${townName.value}`)
  const session = useSession()
  const zone = computed(() => (root.value && town.value?.timeZone(root.value.code)) || 'UTC')
  const today = computed(() => dayIn(nowMs.value, zone.value))
  const { value: registered } = usePolled(() => 'units', (_, signal) => call<{ id: string; name: string; closed: boolean }[]>('api/v1/units', {}, signal), 60_000)
  const organisations = computed(() => (registered.value ?? []).filter((one) => !one.closed).map(({ id: code, name }) => ({ code, name })))
  const places = computed(() => town.value?.places().map(({ code, name, kind }) => ({ code, name, kind })) ?? [])
  const names = namesOf({ lang: () => lang.value, town: () => town.value, categories: () => categories.value, units: () => organisations.value, t })
  /** Day and clock, in the town's own zone. */
  const moment = (iso: string) => `${dayIn(Date.parse(iso), zone.value)} ${minuteIn(iso, zone.value)}`
  return { t, te, lang, nowMs, town, categories, about, wantNames, root, townName, session, zone, today, organisations, places, names, moment }
}
