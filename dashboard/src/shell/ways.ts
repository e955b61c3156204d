/** The faces that a person's permissions lead to, in the order of the loop. */
export interface Way {
  name: 'wall' | 'desk' | 'lead' | 'programmes' | 'people' | 'devices' | 'displays' | 'settings' | 'placement' | 'health' | 'audit'
  path: string
  isHere: (path: string) => boolean
}

const way = (name: Way['name'], path: string, below = false): Way => ({ name, path, isHere: (at) => at === path || (below && at.startsWith(`${path}/`)) })

const DESK = way('desk', '/desk', true)
/** It lies below the desk, for it is worked there. */
const PROGRAMMES = way('programmes', '/desk/programmes', true)

const WAYS: readonly { way: Way; anyOf: readonly string[] }[] = [
  { way: { name: 'desk', path: '/desk', isHere: (at) => DESK.isHere(at) && !PROGRAMMES.isHere(at) }, anyOf: ['ReadIssues'] },
  { way: way('lead', '/lead'), anyOf: ['ReadFigures', 'Supervise'] },
  { way: way('people', '/admin/people'), anyOf: ['ManagePeople'] },
  { way: way('devices', '/admin/devices'), anyOf: ['ManageDevices'] },
  { way: way('settings', '/admin/settings', true), anyOf: ['DefineTown'] },
  { way: way('displays', '/admin/displays'), anyOf: ['DefineTown'] },
  { way: way('placement', '/admin'), anyOf: ['ManagePlacement'] },
  { way: way('health', '/admin/health'), anyOf: ['ManagePlacement'] },
  { way: way('audit', '/admin/audit'), anyOf: ['ReadAudit'] },
  { way: PROGRAMMES, anyOf: ['ReadProgrammes'] },
]

/** The wall is everybody's. */
export const waysFor = (may: (permission: string) => boolean): Way[] => [way('wall', '/'), ...WAYS.filter(({ anyOf }) => anyOf.some(may)).map(({ way }) => way)]

/** Where somebody begins who named no page: at the first of their own. */
export const homeFor = (may: (permission: string) => boolean): string => waysFor(may)[1]?.path ?? '/'
