import { z } from 'zod'
import { Instant } from './time.ts'

/** 试音: the siren was played on a wall, and whoever stands there says whether they heard it. */
export const SoundResult = z.enum(['heard', 'not-heard', 'unanswered'])
export type SoundResult = z.infer<typeof SoundResult>

export const SoundTest = z.object({ id: z.uuid(), result: SoundResult })
export type SoundTest = z.infer<typeof SoundTest>

export const SoundTestAnswer = z.object({ at: Instant })
export type SoundTestAnswer = z.infer<typeof SoundTestAnswer>
