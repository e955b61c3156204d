import type { Words } from './zh'

export const en: Words = {
  title: 'Your judgement',
  help: 'With the code on your slip you judge what your grid did in this half-year. Nobody is named; each code is good once; an average is shown from five on.',
  code: 'Code on the slip',
  ask: 'Are you content?',
  levels: { 1: 'Not at all', 2: 'Not really', 3: 'So-so', 4: 'Content', 5: 'Very content' },
  missing: 'Type the code.',
  done: 'Received, thank you.',
  unreachable: 'The server does not answer: check the network and try again. The code is still here.',
}
