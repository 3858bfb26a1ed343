/** A screen that signs itself in. */
export const kiosk = {
  opening: '正在接入大屏…',
  waiting: '连不上服务器，正在重试',
  revoked: '此大屏已停用',
  revokedHint: '请管理员在“管理”页重新生成链接，在本机打开',
  spent: '此链接已用过，或已超过 15 分钟',
  none: '本机还没有接入',
  linkHint: '请管理员在“管理”页生成链接，在本机打开',
}
