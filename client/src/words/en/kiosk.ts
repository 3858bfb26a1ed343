import type { Words } from '../zh-cn/zh-cn.ts'

export const kiosk: Words['kiosk'] = {
  opening: 'Connecting this wall…',
  waiting: 'The server cannot be reached; trying again',
  revoked: 'This wall has been revoked',
  revokedHint: 'Ask the administrator for a new link and open it on this machine',
  spent: 'This link was used already, or is older than 15 minutes',
  none: 'This machine is not connected yet',
  linkHint: 'Ask the administrator for a link and open it on this machine',
}
