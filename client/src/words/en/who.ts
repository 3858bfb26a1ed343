import type { Words } from '../zh-cn/zh-cn.ts'

export const who: Words['who'] = {
  title: 'Who are you?',
  lead: "One live map of the street's command centre",
  demoLead: 'Demo: one click and you are in. Every person and every case is made up',
  username: 'User name',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  orSignIn: 'Sign in with an account',
  signedInAs: 'Signed in as {label}',
  go: 'Go on',
  signOut: 'Sign out',
  needed: 'Sign in first, then open that page',
  later: 'Screen not delivered yet',
  loading: 'Asking the server…',
  unreachable: 'The server cannot be reached; trying again',
  role: {
    wall: 'The picture on the wall: is anything wrong, is it live, what is about to be late',
    coordinator: 'Takes calls, opens cases, sends people, records what happened',
    leader: 'Sees what keeps coming back and whether it was cured; the wall too',
    worker: 'Own tasks on a phone, ticked off one by one',
    helper: 'A resident who was asked to help: only the doors of the task',
    admin: 'Accounts, boundaries, rosters, devices',
    auditor: 'Who looked at what, line by line',
  },
}
