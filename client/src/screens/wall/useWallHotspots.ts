import { computed, effectScope, onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { offsetMeters } from '#shared/geo'
import { WallHotspots } from '#shared/history'
import { useAnswer } from '../../feed/useAnswer.ts'
import { toneOf } from '../../panels/history/density-scale.ts'

/** What came back changes slowly. */
const AGAIN_MS = 5 * 60_000
const CORNERS = 6

/** Where things keep coming back, as cells with their count and tone; not asked for before somebody is to see it. */
export function useWallHotspots(isShown: Ref<boolean>) {
  const scope = effectScope()
  const told: ShallowRef<Readonly<Ref<WallHotspots | null>> | null> = shallowRef(null)
  onScopeDispose(() => scope.stop())

  watch(
    isShown,
    (shown) => {
      if (shown)
        told.value ??=
          scope.run(() => useAnswer(WallHotspots, '/api/hotspots/wall', { everyMs: AGAIN_MS }).value) ?? null
    },
    { immediate: true },
  )
  const hotspots = computed(() => told.value?.value ?? null)

  return {
    hotspots,
    cells: computed(() =>
      (hotspots.value?.cells ?? []).map(({ center, count }) => ({
        id: center.join(),
        center,
        ring: hexagon(center, hotspots.value?.cellMeters ?? 0),
        count,
        tone: toneOf('count', count),
      })),
    ),
  }
}

/** The corners of a six-sided cell that stands on one of them. */
function hexagon(center: [number, number], edgeMeters: number): [number, number][] {
  return Array.from({ length: CORNERS }, (_, corner) => {
    const angle = Math.PI / 6 + (corner * Math.PI) / 3
    return offsetMeters(center, edgeMeters * Math.cos(angle), edgeMeters * Math.sin(angle))
  })
}
