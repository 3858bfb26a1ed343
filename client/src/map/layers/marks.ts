import type { Severity } from '#shared/severity'
import { severityLook } from '../../look/severity-look.ts'
import { boxAround, placeLabels } from '../place-labels.ts'
import type { Box, LabelRequest, Point } from '../place-labels.ts'

/** Something with a point on the map, already in pixels. */
export interface MarkedIncident {
  id: string
  severity: Severity
  at: Point
  /** Words beside the mark; null for a mark alone. */
  label: string | null
  /** The newest wears a ring, which its words must not cover. */
  ringed?: boolean
}

export interface MarkedName {
  id: string
  at: Point
  text: string
}

export interface MarksParts {
  /** Most urgent first. */
  incidents: readonly MarkedIncident[]
  names: readonly MarkedName[]
  teams: readonly MarkedName[]
  /** What is written on the map already, by others. */
  keepClear?: readonly Box[]
  frame: Box
  /** Height of a line of text, in CSS pixels, and how wide a text is in it. */
  fontSize: number
  widthOf: (text: string) => number
  scale: number
}

/**
 * Where every word on the map stands: first those of the incidents, then the names of the communities,
 * last the teams, which move and must not push anybody. Words give way to marks, never the other way.
 */
export function placeMarks(parts: MarksParts) {
  const { incidents, names, teams, frame, scale } = parts
  const obstacles = incidents.map(({ at, severity, ringed }) => {
    const side = (severityLook[severity].mapSize + 4 + (ringed ? 2 * RING : 0)) * scale
    return boxAround(at, { width: side, height: side })
  })
  return placeLabels(
    [
      ...incidents.flatMap((incident) => beside(incident, parts)),
      ...names.map((name) => around(name, nameShifts, parts)),
      ...teams.map((team) => around(team, teamShifts, parts)),
    ],
    [...obstacles, ...(parts.keepClear ?? [])],
    frame,
  )
}

const NAME_PREFIX = { incident: 'label/', name: 'name/', team: 'team/' } as const
export const labelId = (id: string) => NAME_PREFIX.incident + id
export const nameId = (id: string) => NAME_PREFIX.name + id
export const teamId = (id: string) => NAME_PREFIX.team + id

/** How far the ring stands off its mark, as the stylesheet has it. */
const RING = 12
/** Padding of the label's plate, as the stylesheet has it. */
const PLATE = { wide: 20, high: 4 }

function beside(
  { id, severity, at, label, ringed }: MarkedIncident,
  { fontSize, widthOf, scale }: MarksParts,
): LabelRequest[] {
  if (label === null) return []
  const width = widthOf(label) + PLATE.wide * scale
  const height = 1.4 * fontSize + PLATE.high * scale
  const away = (severityLook[severity].mapSize / 2 + (ringed ? RING + 4 : 6)) * scale
  const [right, down] = [away + width / 2, away + height / 2]
  const candidates = [
    { x: at.x + right, y: at.y },
    { x: at.x - right, y: at.y },
    { x: at.x, y: at.y + down },
    { x: at.x, y: at.y - down },
  ]
  return [{ id: labelId(id), width, height, candidates, must: severity === 1 || severity === 2 }]
}

type Shift = readonly [x: number, y: number]
const nameShifts: readonly Shift[] = [
  [0, 0],
  [0, 30],
  [0, -30],
  [0, 48],
  [0, -48],
  [44, 0],
  [-44, 0],
  [44, 36],
  [-44, 36],
  [44, -36],
  [-44, -36],
]
const EIGHT_WAYS: readonly Shift[] = [
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
  [0.7, -0.7],
  [-0.7, -0.7],
  [0.7, 0.7],
  [-0.7, 0.7],
]
const teamShifts: readonly Shift[] = [
  [0, 0],
  [0, -34],
  [0, 36],
  [0, -48],
  [0, 52],
  [64, 0],
  [-64, 0],
  [64, -36],
  [-64, -36],
  [64, 36],
  [-64, 36],
  // In a crowd farther off, tied to their place by a line.
  ...[72, 104, 140].flatMap((away) => EIGHT_WAYS.map(([x, y]): Shift => [1.4 * away * x, away * y])),
]

function around(name: MarkedName, shifts: readonly Shift[], { widthOf, scale }: MarksParts): LabelRequest {
  const isTeam = shifts === teamShifts
  return {
    id: isTeam ? teamId(name.id) : nameId(name.id),
    width: widthOf(name.text) + (isTeam ? 30 : 8) * scale,
    height: (isTeam ? 36 : 26) * scale,
    candidates: shifts.map(([x, y]) => ({ x: name.at.x + x * scale, y: name.at.y + y * scale })),
    must: true,
  }
}
