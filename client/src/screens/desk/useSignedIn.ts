import { shallowReadonly, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { Me } from '#shared/account'
import { Problem } from '#shared/problem'
import { useAnswer } from '../../feed/useAnswer.ts'

/** Who sits here. Nobody signed in is asked who they are, and comes back to `path`. */
export function useSignedIn(path: string) {
  const router = useRouter()
  const me = shallowRef<Me | null>(null)
  const { value: session, error } = useAnswer(Me, '/api/session')
  watch(session, (signedIn) => (me.value = signedIn))
  watch(error, (problem) => {
    const isStranger = problem instanceof Problem && problem.code === 'unauthenticated'
    if (isStranger && !me.value) void router.replace(`/?next=${path}`)
  })
  return shallowReadonly(me)
}
