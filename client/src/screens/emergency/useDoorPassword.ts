import { computed, watch } from 'vue'
import { DoorPassword } from '#shared/door-password'
import { useFollowedAnswer } from '../../feed/useFollowedAnswer.ts'

/**
 * The word said at the doors, asked for anew whenever the emergency moves on: it does not travel on the lane. Only a
 * coordinator asks.
 */
export function useDoorPassword(id: () => string, revision: () => number | null, mayAsk: () => boolean) {
  const { value, refresh } = useFollowedAnswer(DoorPassword, () =>
    mayAsk() ? `/api/emergencies/${id()}/door-password` : null,
  )
  watch(revision, () => mayAsk() && refresh())

  return {
    password: value,
    /** How many were told, of how many who go to a door. */
    told: computed(() => {
      const holders = value.value?.holders
      return holders ? { n: holders.filter(({ givenAt }) => givenAt !== null).length, all: holders.length } : null
    }),
  }
}
