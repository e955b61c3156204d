import { onScopeDispose, ref } from 'vue'
import { ServerClock } from './clock'

/** The server's time, looked at once in a while; the page's own clock stands in until the server has named it. */
export function useServerTime(everyMs = 1_000) {
  const clock = new ServerClock()
  const read = () => clock.read(performance.now()) ?? Date.now()
  const nowMs = ref(read())
  const timer = setInterval(() => (nowMs.value = read()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return {
    nowMs,
    hear(iso: string): void {
      clock.hear(iso, performance.now())
      nowMs.value = read()
    },
  }
}
