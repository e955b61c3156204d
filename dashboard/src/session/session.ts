import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ApiError, call, send } from '../api/client'

/** Who asks, as the server knows it: docs/identity.md. */
export interface Me {
  /** person; service on an open server; device is never a browser's cookie. */
  kind: string
  id: string
  name: string
  roles: { role: string; region: string; unit: string }[]
  permissions: string[]
  /** An administrator who administers nothing until a second factor is set. */
  codeNeeded?: boolean
  /** Signs in with a code of the moment beside the password. */
  secondFactor?: boolean
}

/** unknown: nobody has answered yet, or the server cannot be reached. */
export type SessionState = 'unknown' | 'out' | 'in'

/** Who is signed in here. What they may do the server decides at each call; this only says which ways to show. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null)
  const state = ref<SessionState>('unknown')
  let asked: Promise<SessionState> | null = null

  async function ask(): Promise<SessionState> {
    try {
      me.value = await call<Me>('api/v1/session')
      state.value = 'in'
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) return state.value
      me.value = null
      state.value = 'out'
    }
    return state.value
  }

  /** Asked once; again while nobody has answered. */
  async function known(): Promise<SessionState> {
    if (state.value !== 'unknown') return state.value
    try {
      return await (asked ??= ask())
    } finally {
      asked = null
    }
  }

  /** `code`: of whoever has a second factor. @throws ApiError of the server's refusal, or what fetch throws. */
  async function signIn(person: string, password: string, code = ''): Promise<void> {
    await send('POST', 'api/v1/session', code ? { person, password, code } : { person, password })
    await ask()
  }

  async function signOut(): Promise<void> {
    await send('DELETE', 'api/v1/session')
    me.value = null
    state.value = 'out'
  }

  /** A call was answered 401: the session is over, whoever ended it. What was typed stays on the page. */
  function ended(): void {
    me.value = null
    state.value = 'out'
  }

  const may = (permission: string): boolean => me.value?.permissions.includes(permission) ?? false
  const isPerson = computed(() => me.value?.kind === 'person')
  return { me, state, isPerson, known, ask, signIn, signOut, ended, may }
})
