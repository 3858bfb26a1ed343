import { Problem } from '#shared/problem'
import type { ReportAnswer, ReportRequest } from '#shared/report'

export interface ReportSender {
  /** Sends one call. Call it again with the same id, changed or not, until it answers. */
  send(request: ReportRequest): Promise<ReportAnswer>
}

/**
 * A call that got no answer may have been stored all the same, and its text may have grown since. The same id
 * with another body is then refused; so the first body is asked for its answer, and what was added follows as
 * a second report of the same caller on the same incident. Nothing is lost and nothing opens two incidents.
 */
export function createReportSender(
  report: (request: ReportRequest) => Promise<ReportAnswer>,
  newId: () => string,
): ReportSender {
  const firstSent = new Map<string, ReportRequest>()
  const additions = new Map<string, string>()

  return {
    async send(request) {
      const first = firstSent.get(request.id) ?? request
      firstSent.set(request.id, first)
      try {
        return await report(request)
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'id-reused' || first === request) throw error
        const stored = await report(first)
        const id = additions.get(request.id) ?? newId()
        additions.set(request.id, id)
        return report({ ...request, id, incidentId: stored.incident.id })
      }
    },
  }
}
