/** The faces that a person's permissions lead to, in the order of the loop. */
export interface Way {
  name: 'wall' | 'desk' | 'lead' | 'people' | 'devices' | 'displays' | 'placement'
  path: string
  isHere: (path: string) => boolean
}

const way = (name: Way['name'], path: string, below = false): Way => ({ name, path, isHere: (at) => at === path || (below && at.startsWith(`${path}/`)) })

const WAYS: readonly { way: Way; anyOf: readonly string[] }[] = [
  { way: way('desk', '/desk', true), anyOf: ['ReadIssues'] },
  { way: way('lead', '/lead'), anyOf: ['ReadFigures', 'Supervise'] },
  { way: way('people', '/admin/people'), anyOf: ['ManagePeople'] },
  { way: way('devices', '/admin/devices'), anyOf: ['ManageDevices'] },
  { way: way('displays', '/admin/displays'), anyOf: ['DefineTown'] },
  { way: way('placement', '/admin'), anyOf: ['ManagePlacement'] },
]

/** The wall is everybody's. */
export const waysFor = (may: (permission: string) => boolean): Way[] => [way('wall', '/'), ...WAYS.filter(({ anyOf }) => anyOf.some(may)).map(({ way }) => way)]

/** Where somebody begins who named no page: at the first of their own. */
export const homeFor = (may: (permission: string) => boolean): string => waysFor(may)[1]?.path ?? '/'
