import { z } from 'zod'
import { Account, Kiosk, NewKioskAnswer } from '#shared/account'
import type { NewAccount, NewKiosk } from '#shared/account'
import { ClockAnswer, StoryAnswer } from '#shared/demo'
import type { ClockCommand, StoryCommand, StoryName } from '#shared/demo'
import { PlanTemplate } from '#shared/emergency-api'
import type { PlanTemplateCommand } from '#shared/emergency-api'
import { Crs } from '#shared/geo'
import { ask } from '../feed/ask.ts'

const Done = z.looseObject({})

export const Device = z.object({ id: z.uuid(), workerId: z.uuid(), label: z.string(), crs: Crs })
export type Device = z.infer<typeof Device>

/** `token`: null when the command came a second time; it is shown once. */
const NewDeviceAnswer = z.object({ device: Device, token: z.string().nullable() })

export const Accounts = z.object({ items: z.array(Account) })
export const Kiosks = z.object({ items: z.array(Kiosk) })
export const Plans = z.object({ items: z.array(PlanTemplate) })
export const Devices = z.object({ items: z.array(Device) })

const post = <T>(schema: z.ZodType<T>, path: string, body: unknown) => ask(schema, path, { method: 'POST', body })
const remove = (path: string) => ask(Done, path, { method: 'DELETE' })

/** What an administrator does. Refusals are thrown as the Problem they are. */
export const adminCommands = {
  changeClock: (command: ClockCommand) => post(ClockAnswer, '/api/demo/clock', command),
  direct: (name: StoryName, command: StoryCommand) => post(StoryAnswer, `/api/demo/stories/${name}`, command),
  addKiosk: (kiosk: NewKiosk) => post(NewKioskAnswer, '/api/kiosks', kiosk),
  revokeKiosk: (id: string) => remove(`/api/kiosks/${id}`),
  addAccount: (account: NewAccount) => post(z.object({ account: Account }), '/api/accounts', account),
  disableAccount: (id: string) => remove(`/api/accounts/${id}`),
  addDevice: (device: Device) => post(NewDeviceAnswer, '/api/devices', device),
  setPlan: (command: PlanTemplateCommand) => post(z.object({ template: PlanTemplate }), '/api/plans', command),
  revokeDevice: (id: string) => remove(`/api/devices/${id}`),
}
