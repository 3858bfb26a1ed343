import type { Words } from '../zh-cn/zh-cn.ts'

export const desk: Words['desk'] = {
  title: 'Desk',
}
