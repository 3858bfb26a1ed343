import type { Role } from '#shared/account'

/** Where somebody goes after signing in; null while the screen of that role has not been built. */
export const screenOfRole: Record<Role, '/wall' | '/desk' | '/hotspots' | '/field' | '/admin' | null> = {
  wall: '/wall',
  coordinator: '/desk',
  leader: '/hotspots',
  worker: '/field',
  helper: '/field',
  admin: '/admin',
  auditor: null,
}

/** The page somebody wanted before they were asked who they are, if it is one of ours. */
export function pageAfter(wanted: unknown, role: Role): string | null {
  const home = screenOfRole[role]
  if (home === null || home === '/field') return home
  const isMine =
    wanted === '/wall' ||
    (wanted === '/desk' && role === 'coordinator') ||
    (wanted === '/hotspots' && (role === 'coordinator' || role === 'leader'))
  return isMine ? wanted : home
}
