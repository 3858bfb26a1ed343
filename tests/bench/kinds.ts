/**
 * Ways to bring everybody's position to every screen. `json-deflated` is `json` with Socket.IO's own compression;
 * `mosquitto` hands our frame to that broker, and `c-send` is no broadcast of this process but `send-loop.c`.
 */
export const kinds = ['event', 'json', 'json-deflated', 'raw-ws', 'net-write', 'mosquitto', 'c-send', 'ours'] as const
export type Kind = (typeof kinds)[number]
export type BroadcastKind = Exclude<Kind, 'c-send'>

/** Messages of the transport that each screen gets for one `publish`, and on joining. */
export function messagesOf(kind: Kind, workers: number): { each: number; greeting: number } {
  if (kind === 'event') return { each: workers, greeting: 0 }
  return kind === 'ours' ? { each: 2, greeting: 2 } : { each: 1, greeting: 0 }
}
