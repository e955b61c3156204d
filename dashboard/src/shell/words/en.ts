import type { Words } from './zh'

export const en: Words = {
  main: 'Main',
  wall: 'Wall',
  desk: 'Desk',
  lead: 'Leader',
  programmes: 'Programmes',
  people: 'People',
  devices: 'Devices',
  settings: 'Rules',
  displays: 'Displays',
  placement: 'Grids on silos',
  health: 'Health',
  audit: 'Audit',
  open: 'OPEN',
  openTitle: 'The server was started with --open: anybody may do anything without signing in. For trying out only.',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: 'Signed in as {name}. Set a code of the moment here',
  codeNeeded: 'Set a code first',
}
