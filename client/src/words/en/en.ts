import type { Words } from '../zh-cn/zh-cn.ts'
import { common } from './common.ts'
import { desk } from './desk.ts'
import { history } from './history.ts'
import { wall } from './wall.ts'
import { who } from './who.ts'

export const en: Words = { common, desk, history, wall, who }
