import type { Words } from './zh'

export const en: Words = {
  title: 'Displays',
  help: 'A wall display gives its name in its address: {address}. What it shows is set here; it follows within a minute, and after restarts. What its address says goes first.',
  name: 'Name',
  nameHelp: 'Letters, digits, _ -',
  region: 'Region\'s code',
  regionHelp: 'Empty: the whole town',
  language: 'Language',
  own: 'As its browser wants',
  zh: 'Chinese',
  en: 'English',
  rotate: 'Turns every (s)',
  rotateHelp: 'Empty: it stays; 5 to 3600',
  scale: 'Size (%)',
  scaleHelp: 'Empty: 100; 50 to 300',
  set: 'Set',
  edit: 'Change',
  remove: 'Remove',
  by: '{who}, {at}',
  none: 'No display has been set yet.',
  unreachable: 'The server did not answer; try again.',
}
