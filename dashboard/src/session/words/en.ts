import type { Words } from './zh'

export const en: Words = {
  title: 'Sign in',
  person: 'Sign-in name',
  password: 'Password',
  show: 'Show the password',
  send: 'Sign in',
  sending: 'Signing in…',
  help: 'The town\'s security administrator sets names and passwords.',
  forgotten: 'Forgotten? The security administrator sets a new password under “People”.',
  missing: { person: 'Fill in your sign-in name.', password: 'Fill in your password.', code: 'Fill in the code.' },
  code: 'Code of the moment',
  codeHelp: 'The six digits that your authenticator shows now. Telephone lost? The security administrator drops the code.',
  unreachable: 'The server does not answer. Check the network and try again; what you typed is still here.',
  openServer: 'This server was started with --open: everything works without signing in.',
  goOn: 'Go on without signing in',
  ended: 'Your session has ended: sign in again. What you typed is still on this page.',
  nowhere: 'You are signed in but have no role yet. The security administrator gives one under “People”.',
  afterSetup: 'The first security administrator is set up.',
}
