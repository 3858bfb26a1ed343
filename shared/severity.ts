import { z } from 'zod'

/**
 * 处置等级: the street's own handling level. 1 特急, 2 紧急, 3 较急, 4 普通, 0 日常.
 * One scale for map, list, wall and report. The legal grade of an incident and the
 * colour of an official warning are other scales and live in other fields.
 */
export const Severity = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
export type Severity = z.infer<typeof Severity>

/** Most urgent first; 日常 comes last although its number is the smallest. */
export const severitiesByUrgency: readonly Severity[] = [1, 2, 3, 4, 0]

/** 0 for the most urgent, 4 for the least. Sort by this, never by the number itself. */
export function urgencyRank(severity: Severity): number {
  return severitiesByUrgency.indexOf(severity)
}

/** The more urgent of two. */
export function moreUrgent(a: Severity, b: Severity): Severity {
  return urgencyRank(a) <= urgencyRank(b) ? a : b
}
