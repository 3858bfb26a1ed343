import { admin } from './admin.ts'
import { common } from './common.ts'
import { desk } from './desk.ts'
import { emergency } from './emergency.ts'
import { field } from './field.ts'
import { history } from './history.ts'
import { kiosk } from './kiosk.ts'
import { register } from './register.ts'
import { report } from './report.ts'
import { response } from './response.ts'
import { wall } from './wall.ts'
import { whistle } from './whistle.ts'
import { who } from './who.ts'

/** The first language. Its shape is the shape of every other one. */
export const zhCn = {
  admin,
  common,
  desk,
  emergency,
  field,
  history,
  kiosk,
  register,
  report,
  response,
  wall,
  whistle,
  who,
}

type SameKeys<T> = { [Key in keyof T]: T[Key] extends string ? string : SameKeys<T[Key]> }
export type Words = SameKeys<typeof zhCn>
