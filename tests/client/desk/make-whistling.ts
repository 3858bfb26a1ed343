import type { Department } from '#shared/people'
import type { WhistleDraft } from '../../../client/src/panels/desk/whistle-draft.ts'

const department = (label: string, relation: Department['relation'] = 'whistled'): Department => ({
  id: `id of ${label}`,
  code: label,
  label,
  relation,
})
export const departments = [
  ...['供电公司', '供热单位', '自来水集团', '排水集团', '区城管委'].map((label) => department(label)),
  department('119', 'called'),
  department('城管办', 'own'),
]
export const outside = departments.slice(0, 5)
export const draftOf = (about: Partial<WhistleDraft> = {}): WhistleDraft => ({
  kind: 'emergency',
  departmentIds: [],
  agreed: '',
  reason: '',
  ...about,
})
export const burst = { kind: 'pipe-burst', severity: 2, isEmergency: true } as const
