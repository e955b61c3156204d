import { call, send } from '../../api/client'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The answers of `/api/v1/people`, as docs/identity.md has them. */
export interface Grant {
  number: number
  role: string
  region: string
  unit: string
  firstDay: string
  lastDay: string | null
}
export interface Person {
  id: string
  name: string
  grants: Grant[]
}
/** What a sheet of people did, or would do; where it has faults it does nothing. */
export interface ImportedPeople {
  rows: number
  people: { new: number; changed: number; same: number }
  grants: number
  stewards: number
  faults: { line: number; column: string; message: string; messageZh: string }[]
  faultsInAll: number
}

const at = (id: string, rest = '') => `api/v1/people/${encodeURIComponent(id)}${rest}`

export const people = {
  list: (region: string, signal?: AbortSignal) => call<Person[]>(`api/v1/people${region ? `?region=${encodeURIComponent(region)}` : ''}`, {}, signal),
  register: (id: string, name: string, telephone: string) => send('POST', 'api/v1/people', { id, name, ...(telephone ? { telephone } : {}) }),
  give: (id: string, role: string, region: string, unit: string) => send('POST', at(id, '/grants'), { role, region, ...(unit ? { unit } : {}) }),
  end: (id: string, number: number) => send('DELETE', at(id, `/grants/${number}`)),
  password: (id: string, password: string) => send('POST', at(id, '/password'), { password }),
  import: (file: File, dryRun: boolean) =>
    call<ImportedPeople>(`api/v1/people/import?dryRun=${dryRun}`, { method: 'POST', headers: { 'content-type': file.name.toLowerCase().endsWith('.xlsx') ? XLSX : 'text/csv' }, body: file }),
  leave: (id: string) => send('POST', at(id, '/leave')),
}
