import { computed } from 'vue'
import type { Position } from '#shared/geo'
import type { SeenIncident } from '../board/things.ts'
import { incidentTitle } from '../words/incident-words.ts'
import { useWords } from '../words/useWords.ts'
import { placeMarks, teamId } from './layers/marks.ts'
import { spreadMarks } from './layers/spread-marks.ts'
import { boxOf } from './place-labels.ts'
import { textWidthIn } from './text-width.ts'
import type { Projection } from './useProjection.ts'

export interface Named {
  id: string
  text: string
  position: Position
}

/** `busy` and `stale` change the pill's outline. */
export type NamedTeam = Named & { state?: 'free' | 'busy' | 'stale' }

export interface MarksProps {
  projection: Projection
  /** Most urgent first. */
  incidents: readonly SeenIncident[]
  names: readonly Named[]
  teams: readonly NamedTeam[]
  scale: number
  /** Size of the words, in pixels of the drawing. */
  fontSize: number
  /** So many incidents get their words; the rest only a mark. */
  labels: number
  /** Pixels of the drawing at the lower edge that are covered. */
  foot: number
  /** Rings over which no words are written. */
  keepClear: readonly (readonly Position[])[]
  selectedId?: string | null | undefined
  newestId?: string | null | undefined
}

/** A mark's words are cut here; the list beside the map has room for more. */
const LONGEST_LABEL = 14
/** A pill so far from its team is tied to it by a line, in pixels of the drawing. */
const TIED_FROM = 56

/** Where every mark and every word on the map stands, in pixels; again whenever the view or the things changed. */
export function usePlacedMarks(props: MarksProps) {
  const { t, locale } = useWords()

  const marks = computed(() => {
    const texts = props.incidents
      .filter(({ id, severity }) => severity !== 0 || id === props.selectedId)
      .slice(0, props.labels)
      .map((incident) => [incident.id, shorten(incidentTitle(incident, locale.value, t))] as const)
    const labelOf = new Map(texts)
    const atTheirPlace = props.incidents.map((incident) => ({
      id: incident.id,
      severity: incident.severity,
      at: props.projection.at(incident.position),
      label: labelOf.get(incident.id) ?? null,
      ringed: incident.id === props.newestId,
      title: `${t(`common.severity.${incident.severity}`)} ${incidentTitle(incident, locale.value, t)} ${incident.place}`,
    }))
    return spreadMarks(atTheirPlace, props.scale)
  })

  const frame = computed(() => ({
    left: 0,
    top: 0,
    right: props.projection.width,
    bottom: props.projection.height - props.foot * props.scale,
  }))
  /** What is not in view gets no words at the edge either. */
  const inView = <T extends Named>(named: readonly T[]) =>
    named
      .map((one) => ({ ...one, at: props.projection.at(one.position) }))
      .filter(({ at }) => at.x >= 0 && at.y >= 0 && at.x <= frame.value.right && at.y <= frame.value.bottom)
  const names = computed(() => inView(props.names))
  const teams = computed(() => inView(props.teams))

  const widthOf = computed(() =>
    textWidthIn(`700 ${props.fontSize * props.scale}px ${getComputedStyle(document.body).fontFamily}`),
  )
  const places = computed(() =>
    placeMarks({
      incidents: marks.value,
      names: names.value,
      teams: teams.value,
      keepClear: props.keepClear.map((ring) => boxOf(ring.map((position) => props.projection.at(position)))),
      frame: frame.value,
      fontSize: props.fontSize * props.scale,
      widthOf: widthOf.value,
      scale: props.scale,
    }),
  )
  const ties = computed(() =>
    teams.value.flatMap(({ id, at }) => {
      const pill = places.value.get(teamId(id))
      const isFar = pill && Math.hypot(pill.x - at.x, pill.y - at.y) >= TIED_FROM * props.scale
      return isFar ? [{ id, from: at, to: pill }] : []
    }),
  )

  function shorten(text: string): string {
    const letters = [...text]
    const longest = locale.value === 'en' ? 2 * LONGEST_LABEL : LONGEST_LABEL
    return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text
  }

  return { marks, names, teams, places, ties }
}
