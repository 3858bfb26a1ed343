import { useEventListener, useWakeLock } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef } from 'vue'

export type Awake = 'lock' | 'picture' | 'none'

/**
 * Keeps the screen from sleeping. Browsers give a wake lock in a secure context only; on plain HTTP a running picture of
 * two pixels takes its place. Guessed: browsers keep a screen awake while a picture runs, but none promises it for a
 * small one, so the machine's own energy settings have to be set as well.
 */
export function useAwake() {
  const lock = useWakeLock()
  const isRunning = shallowRef(false)
  const awake = computed<Awake>(() => (lock.isActive.value ? 'lock' : isRunning.value ? 'picture' : 'none'))

  if (lock.isSupported.value) void lock.request('screen')
  else runPicture((runs) => (isRunning.value = runs))

  return awake
}

const EVERY_MS = 1_000

function runPicture(tell: (runs: boolean) => void) {
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [2, 2]
  const pen = canvas.getContext('2d')
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.setAttribute('aria-hidden', 'true')
  video.style.cssText = 'position:fixed;left:0;bottom:0;width:2px;height:2px;pointer-events:none'
  video.srcObject = canvas.captureStream(1)
  document.body.append(video)

  let isDark = false
  const timer = setInterval(() => {
    isDark = !isDark
    if (pen) pen.fillStyle = isDark ? '#000000' : '#010101'
    pen?.fillRect(0, 0, 2, 2)
  }, EVERY_MS)
  // A browser may wait for a first touch of the screen; a refusal is no error, `tell` was not called.
  const play = () => void video.play().catch(() => tell(false))
  video.onplaying = () => tell(true)
  video.onpause = () => tell(false)
  play()
  useEventListener(['keydown', 'pointerdown'], () => video.paused && play())
  useEventListener(document, 'visibilitychange', () => document.visibilityState === 'visible' && play())

  onScopeDispose(() => {
    clearInterval(timer)
    video.remove()
  })
}
