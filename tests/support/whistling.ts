import { randomUUID } from 'node:crypto'
import { ReportAnswer } from '#shared/report'
import { WhistleAnswer } from '#shared/whistle-api'
import type { StreetServer } from './street-server.ts'

export type Whistling = ReturnType<typeof createWhistling>

/** A coordinator who whistles over HTTP and writes down what comes of it. */
export function createWhistling(street: StreetServer) {
  const post = (path: string, body: object) => street.send('POST', path, { as: 'coordinator', body })
  const report = async () => ReportAnswer.parse((await street.report({ text: '水管爆裂' })).body).incident
  const departments = async (relation: string) => {
    const { rows } = await street.pool.query<{ id: string; label: string }>(
      `select id, label from department where relation = $1 order by code`,
      [relation],
    )
    return rows.map(({ id }) => id)
  }
  const send = async (incidentId: string, about: object = {}) => {
    const [departmentId] = await departments('whistled')
    return post(`/api/incidents/${incidentId}/whistles`, {
      id: randomUUID(),
      departmentId,
      kind: 'emergency',
      ...about,
    })
  }
  const sent = async (incidentId: string, about: object = {}) =>
    WhistleAnswer.parse((await send(incidentId, about)).body).whistle
  const record = (whistle: { id: string; revision: number }, about: object) =>
    post(`/api/whistles/${whistle.id}`, { id: randomUUID(), revision: whistle.revision, ...about })
  const recorded = async (whistle: { id: string; revision: number }, about: object) =>
    WhistleAnswer.parse((await record(whistle, about)).body).whistle
  const open = async (id: string, as: 'coordinator' | 'leader' = 'coordinator') =>
    (await street.send('GET', `/api/incidents/${id}`, { as })).body
  /** As if it had been blown so many minutes earlier. */
  const ago = (id: string, minutes: number) =>
    street.pool.query(
      `update whistle set sent_at = sent_at - $2::interval, answer_due_at = answer_due_at - $2::interval,
              arrive_due_at = arrive_due_at - $2::interval where id = $1`,
      [id, `${minutes} minutes`],
    )

  return { post, report, departments, send, sent, record, recorded, open, ago }
}
