import type { Person } from './calls'

/** What a town needs before its first report is on the wall, in that order. */
export interface FirstStep {
  name: 'regions' | 'dispatcher' | 'handler' | 'device' | 'report'
  done: boolean
}

const DESK = ['dispatcher']
const HANDLES = ['handler', 'linking_cadre', 'grid_worker']

/**
 * @param places Of the tree.
 * @param reports Valid ones of all days: with the first of them a device is there, too.
 */
export function firstSteps(places: number, people: readonly Person[], reports: number): FirstStep[] {
  const has = (roles: readonly string[]) => people.some((one) => one.grants.some((grant) => roles.includes(grant.role)))
  return [
    { name: 'regions', done: places > 0 },
    { name: 'dispatcher', done: has(DESK) },
    { name: 'handler', done: has(HANDLES) },
    { name: 'device', done: reports > 0 },
    { name: 'report', done: reports > 0 },
  ]
}
