import { z } from 'zod'

/** 不过晌, 不过夜, 不过周: by when a thing of this kind is settled, counted from its first report. */
export const PromiseTier = z.enum(['before-noon', 'before-night', 'before-week'])
export type PromiseTier = z.infer<typeof PromiseTier>

/** How a promise stands: `near` from 80 % of its span, `over` past it, `kept` or `broken` once settled. */
export const PromiseState = z.enum(['running', 'near', 'over', 'kept', 'broken'])
export type PromiseState = z.infer<typeof PromiseState>

export const NEAR_SHARE = 0.8
