import { computed, watch } from 'vue'
import { shiftDay } from '../../address'
import { api, ApiError } from '../../api/client'
import { usePolled } from '../../api/usePolled'
import { before, hoursInto, instantOf, isHours, lastFullHour, wholeDay, type PastDay } from './hours'

const RUNNING_MS = 60_000
/**
 * Finished days change only by late reports and by reviews. One without any may have them still to come, and one whose
 * figure is not what it was has them coming in just now: it is as settled as two answers that agree.
 */
const FINISHED_MS = 600_000
const finished = (past: PastDay, before: PastDay | null) => (past.total > 0 && past.total === before?.total ? FINISHED_MS : RUNNING_MS)

/** One line of the comparison: figures of the day itself, the day before and the same weekday a week before. */
export interface Line {
  day: number | null
  eve: number | null
  week: number | null
}

/** The days that a wall's day is compared with. `day` is null until the server has said which day it is. */
export function useDays(region: string, day: () => string | null, running: () => boolean, nowMs: () => number, zone: string) {
  const key = (ago: number) => () => (day() === null ? null : shiftDay(day()!, -ago))
  const byHour = async (date: string, signal: AbortSignal) => {
    const answer = await api.hours(region, date, signal)
    if (answer.region !== region || answer.date !== date || !isHours(answer.hours)) throw new Error('not the hours of that day')
    return { date, hours: answer.hours, total: wholeDay(answer.hours), askedMs: nowMs() }
  }
  /** A server that does not count by the hour may still know the whole day. */
  const byHourOrWhole = async (date: string, signal: AbortSignal): Promise<PastDay> => {
    try {
      return await byHour(date, signal)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error
      const whole = await api.day(region, date, signal)
      if (whole.region !== region || whole.date !== date || !Number.isFinite(whole.validReports)) throw new Error('not that day')
      return { date, hours: null, total: whole.validReports }
    }
  }
  const own = usePolled(key(0), byHour, RUNNING_MS)
  const eve = usePolled(key(1), byHourOrWhole, finished)
  const week = usePolled(key(7), byHourOrWhole, finished)

  const hour = computed(() => (day() !== null && running() ? lastFullHour(day()!, nowMs(), zone) : null))
  watch(hour, (now, was) => was !== null && now !== null && own.hasten(0))

  const until = (past: PastDay | null): number | null =>
    past?.hours && hour.value ? before(past.hours, past.date, hour.value, zone) : null
  /** Figures of the running day asked for before the hour was full lack its end. */
  const ownUntil = computed(() => {
    const now = own.value.value
    return now && hour.value && now.askedMs >= instantOf(now.date, hour.value, zone) ? until(now) : null
  })
  return {
    hour,
    sameHour: computed<Line>(() => ({ day: ownUntil.value, eve: until(eve.value.value), week: until(week.value.value) })),
    whole: computed<Line>(() => ({ day: null, eve: eve.value.value?.total ?? null, week: week.value.value?.total ?? null })),
    ownHours: computed(() => own.value.value?.hours ?? null),
    eveHours: computed(() => eve.value.value?.hours ?? null),
    noHours: own.missing,
    /** Hours of the day gone by. */
    gone: computed(() => (day() === null ? 0 : hoursInto(day()!, nowMs(), zone))),
  }
}
