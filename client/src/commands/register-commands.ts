import { z } from 'zod'
import { BuildingDoor, RegisteredResident, ResidentAnswer, RevealedResident } from '#shared/resident'
import type { RemoveResident } from '#shared/resident'
import { ask } from '../feed/ask.ts'

const Doors = z.object({ items: z.array(BuildingDoor) }).transform(({ items }) => items)

const post = <T>(schema: z.ZodType<T>, path: string, body: unknown) => ask(schema, path, { method: 'POST', body })

/** What whoever keeps the register says over HTTP. Refusals are thrown as the Problem they are. */
export const registerCommands = {
  doorsOf: (buildingId: string) => ask(Doors, `/api/places/buildings/${buildingId}/doors`),
  /** The whole entry; each opening is written down. */
  open: (residentId: string, id: string) => post(RegisteredResident, `/api/residents/${residentId}/open`, { id }),
  /** `entry` was built and checked by the schema of the route. */
  add: (entry: unknown) => post(ResidentAnswer, '/api/residents', entry),
  edit: (residentId: string, entry: unknown) => post(ResidentAnswer, `/api/residents/${residentId}`, entry),
  remove: (residentId: string, command: RemoveResident) =>
    post(ResidentAnswer, `/api/residents/${residentId}/remove`, command),
  /** Outside an emergency with a reason. */
  reveal: (residentId: string, command: { id: string; reason: string }) =>
    post(RevealedResident, `/api/residents/${residentId}/reveal`, command),
}
export type RegisterCommands = typeof registerCommands
