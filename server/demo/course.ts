import { MINUTE_MS, plus, type Instant } from '#shared/time'
import type { Channel } from '#shared/channel'
import type { KindId } from '#shared/kind'
import type { DayStep, MadeUpReport } from './day-step.ts'
import { uuidFrom } from './street/random.ts'

/** What becomes of one incident, told in times: from the first report to the revisit. */
export interface Course {
  /** Unique for ever: seed, day and number. */
  name: string
  kind: KindId
  channel: Channel
  text: string
  place: Pick<MadeUpReport, 'buildingId' | 'position' | 'address'>
  receivedAt: Instant
  reporter: { name: string; phone: string } | null
  /** Further callers about the same thing. */
  echoes: { at: Instant; text: string; reporter: { name: string; phone: string } }[]
  /** The first human response: an answer to the caller, or the errand. */
  respondedAt: Instant
  errand: { assignee: 'worker' | 'team'; assigneeId: string; arrivedAt: Instant } | null
  restoredAt?: Instant
  doneAt: Instant | null
  revisit: { at: Instant; satisfied: boolean | null } | null
}

/** The steps of one course, in the order of time. */
export function stepsOf(course: Course): DayStep[] {
  const id = (what: string) => uuidFrom(`${course.name}/${what}`)
  const reportId = id('report')
  const steps: DayStep[] = []
  const report = (what: string, at: Instant, text: string, channel: Channel, reporter: Course['reporter']) => {
    const body = { id: id(what), channel, kind: course.kind, text, ...course.place, observedAt: at }
    steps.push({
      at,
      does: 'report',
      sameAs: what === 'report' ? null : reportId,
      report: reporter ? { ...body, reporter } : body,
    })
    return body.id
  }
  const fact = (kind: 'restored' | 'done' | 'revisited', at: Instant, satisfied: boolean | null = null) =>
    steps.push({ at, does: 'fact', id: id(kind), reportId, kind, note: null, satisfied })

  report('report', course.receivedAt, course.text, course.channel, course.reporter)
  if (course.reporter) {
    steps.push({ at: course.respondedAt, does: 'answer', id: id('answer'), reportId, text: answerTo(course) })
  }
  course.echoes.forEach((echo, index) => {
    const echoId = report(`echo ${index}`, echo.at, echo.text, 'hotline', echo.reporter)
    const at = plus(echo.at, 3 * MINUTE_MS)
    steps.push({ at, does: 'answer', id: id(`echo ${index} answer`), reportId: echoId, text: answerTo(course) })
  })
  if (course.errand) steps.push(...errandSteps(course, course.errand, reportId, id))
  if (course.restoredAt) fact('restored', course.restoredAt)
  if (course.doneAt) fact('done', course.doneAt)
  if (course.revisit) fact('revisited', course.revisit.at, course.revisit.satisfied)
  return steps.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

function errandSteps(
  course: Course,
  { assignee, assigneeId, arrivedAt }: NonNullable<Course['errand']>,
  reportId: string,
  id: (what: string) => string,
): DayStep[] {
  const assignmentId = id('assign')
  const move = (state: 'accepted' | 'arrived' | 'done', at: Instant): DayStep => ({
    at,
    does: 'move',
    id: id(`errand ${state}`),
    assignmentId,
    state,
  })
  return [
    { at: course.respondedAt, does: 'assign', id: assignmentId, reportId, assignee, assigneeId },
    move('accepted', plus(course.respondedAt, 40_000)),
    move('arrived', arrivedAt),
    ...(course.doneAt ? [move('done', course.doneAt)] : []),
  ]
}

function answerTo({ kind, errand }: Course): string {
  if (kind === 'question') return '已按政策答复，材料清单已发送'
  if (kind === 'suggestion') return '建议已记下，交社区议事会'
  return errand ? '已派人前往，处理后回电' : '已受理，处理后回电'
}
