/** The parts of the checklist, in the order of their tabs. */
export const views = ['ledger', 'utilities', 'sweep', 'plan', 'supplies', 'password', 'upward'] as const
export type View = (typeof views)[number]
