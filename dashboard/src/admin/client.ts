import { call } from '../api/client'
import type { AuditLine, Placement, Plan } from './types'

const BASE = 'api/v1/placement'
const silo = (name: string, what: string) => `${BASE}/silos/${encodeURIComponent(name)}/${what}`

/** The calls of docs/contracts/admin.md, each with the token of its moment. */
export function placementCalls(token: () => string) {
  const bearer = (): Record<string, string> => (token() ? { authorization: `Bearer ${token()}` } : {})
  const get = <T>(path: string) => call<T>(path, { headers: bearer() })
  const post = <T>(path: string, body: object) =>
    call<T>(path, { method: 'POST', headers: { ...bearer(), 'content-type': 'application/json' }, body: JSON.stringify(body) })
  type Changed = { version: number }
  return {
    placement: () => get<Placement>(BASE),
    audit: (before: number, limit: number) => get<{ lines: AuditLine[] }>(`${BASE}/audit?before=${before}&limit=${limit}`),
    move: (grid: string, to: string, pin: boolean, by: string) => post<Changed>(`${BASE}/moves`, { grid, silo: to, pin, by }),
    drain: (name: string, by: string) => post<Changed>(silo(name, 'drain'), { by }),
    refill: (name: string, by: string) => post<Changed>(silo(name, 'refill'), { by }),
    weigh: (name: string, weight: number, by: string) => post<Changed>(silo(name, 'weight'), { weight, by }),
    plan: () => post<Plan>(`${BASE}/plans`, {}),
    apply: (plan: Plan, by: string) => post<Changed>(`${BASE}/plans/apply`, { plan, by }),
  }
}

export type PlacementCalls = ReturnType<typeof placementCalls>
