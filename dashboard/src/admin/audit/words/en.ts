import type { Words } from './zh'

export const en: Words = {
  title: 'Audit',
  help: 'Who changed what, and who was shown what concerns persons: one after another, and none can be changed. Reading it is on it.',
  kindOf: 'Kind',
  anyKind: 'Every kind',
  kind: { change: 'Change', read: 'Reading', mark: 'The audit itself' },
  who: 'Who (as person shen)',
  what: 'What (how it begins)',
  look: 'Look',
  again: 'Try again',
  failed: 'It cannot be read: the server does not answer.',
  before: 'Below is what was read before.',
  loading: 'Reading…',
  none: 'Nothing of the kind.',
  number: 'No.',
  at: 'When',
  whoHead: 'Who',
  whatHead: 'What',
  head: 'Up to entry {number}. Its mark, written down elsewhere, shows later that nothing before it was changed:',
  older: 'Older ones',
}
