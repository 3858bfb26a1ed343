import type { Kiosk } from '#shared/account'

export type KioskState = 'waiting' | 'expired' | 'live' | 'revoked'

/** Where an unattended wall stands at a real moment, in ms since 1970. */
export function stateOfKiosk({ revokedAt, exchangedAt, linkExpiresAt }: Kiosk, realMs: number): KioskState {
  if (revokedAt) return 'revoked'
  if (exchangedAt) return 'live'
  return Date.parse(linkExpiresAt) > realMs ? 'waiting' : 'expired'
}
