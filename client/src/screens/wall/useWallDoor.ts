import { computed, watch } from 'vue'
import type { Ref } from 'vue'
import { useRouter } from 'vue-router'
import { SessionOptions } from '#shared/account'
import type { Link } from '../../feed/link.ts'
import { useAnswer } from '../../feed/useAnswer.ts'

/** Only who is signed in sees a wall; everybody else is asked who they are. An unattended one that was revoked says so. */
export function useWallDoor(link: Ref<Link>) {
  const router = useRouter()
  const { value: door, refresh: askAtDoor } = useAnswer(SessionOptions, '/api/session/options')

  watch(door, (options, before) => {
    if (options?.kioskRevoked) void router.replace('/kiosk')
    else if (options?.me === null && !before) void router.replace({ path: '/', query: { next: '/wall' } })
  })
  watch(
    () => link.value.refused,
    (refused) => refused && askAtDoor(),
  )

  return { isIn: computed(() => Boolean(door.value?.me)) }
}
