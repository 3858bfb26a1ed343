import { kindOf } from '#shared/kind'
import type { KindId } from '#shared/kind'
import type { Say } from './street-time.ts'

/** A kind as a case of it is titled: `车库起火`; other languages have their own word. */
export function kindTitle(kind: KindId, locale: string, say: Say): string {
  return locale === 'zh-CN' ? kindOf(kind).label : say(`common.kind.${kind}`)
}
