import { Problem } from '#shared/problem'
import type { Department } from '#shared/people'
import { MINUTE_MS, plus } from '#shared/time'
import type { Instant } from '#shared/time'
import { emergencyWhistleMinutes } from '#shared/whistle'
import type { Whistle, WhistleFact, WhistleState } from '#shared/whistle'
import type { WhistleCommand, WhistleFactCommand } from '#shared/whistle-api'

type Clocks = Pick<Whistle, 'answerDueAt' | 'arriveDueAt'>

/** By when a department that is whistled now answers and stands there. */
export function clocksOf(
  { kind, agreedAt }: Pick<WhistleCommand, 'kind' | 'agreedAt'>,
  sentAt: Instant,
  /** The calendar's: one working day after an instant. */
  workingDayAfter: (at: Instant) => Instant,
): Clocks {
  if (kind === 'emergency') {
    const { answer, arrive } = emergencyWhistleMinutes
    return { answerDueAt: plus(sentAt, answer * MINUTE_MS), arriveDueAt: plus(sentAt, arrive * MINUTE_MS) }
  }
  const dueAt = kind === 'joint-enforcement' ? agreedAt : workingDayAfter(sentAt)
  if (dueAt === undefined || dueAt <= sentAt) {
    throw new Problem('invalid', 'Joint enforcement is whistled for an agreed time that lies ahead', {
      errors: [{ path: 'agreedAt', message: `expected a time after ${sentAt}, got ${dueAt ?? 'none'}` }],
    })
  }
  return { answerDueAt: dueAt, arriveDueAt: dueAt }
}

/** Only an outside body is whistled: 119, 110 and 120 are called, the street's own offices are sent. */
export function refuseUnwhistled({ label, relation }: Pick<Department, 'label' | 'relation'>): void {
  if (relation === 'whistled') return
  const why =
    relation === 'called'
      ? `${label} is called, never whistled nor evaluated; record the call as a note`
      : `${label} is an office of the street: assign it, whistles are for outside departments`
  throw new Problem('invalid', why, {
    errors: [{ path: 'departmentId', message: `expected a department that is whistled, got one that is ${relation}` }],
  })
}

type Derived = Pick<
  Whistle,
  | 'state'
  | 'answeredAt'
  | 'arrivedAt'
  | 'noShowAt'
  | 'reminders'
  | 'remindedAt'
  | 'evaluatedAt'
  | 'verdict'
  | 'mark'
  | 'note'
  | 'evaluatedBy'
  | 'withdrawnAt'
  | 'withdrawnBy'
  | 'withdrawnWhy'
>

const notEvaluated = { evaluatedAt: null, verdict: null, mark: null, note: null, evaluatedBy: null }
const notWithdrawn = { withdrawnAt: null, withdrawnBy: null, withdrawnWhy: null }

/**
 * What follows from the facts, in the order in which they were recorded: the first answer and the first arrival count,
 * the last evaluation does. Whoever comes after all is judged anew. A whistle that was taken back stays so: nothing may
 * be written down about it afterwards.
 */
export function deriveWhistle(facts: readonly Omit<WhistleFact, 'id' | 'whistleId'>[]): Derived {
  const times: Record<'answered' | 'arrived' | 'no-show' | 'reminded', Instant | null> = {
    'answered': null, 'arrived': null, 'no-show': null, 'reminded': null,
  } // prettier-ignore
  let evaluation: Pick<Derived, keyof typeof notEvaluated> = notEvaluated
  let withdrawal: Pick<Derived, keyof typeof notWithdrawn> = notWithdrawn
  let reminders = 0
  for (const { kind, at, author, verdict, mark, note } of facts) {
    if (kind === 'evaluated') evaluation = { evaluatedAt: at, verdict, mark, note, evaluatedBy: author }
    else if (kind === 'withdrawn') withdrawal = { withdrawnAt: at, withdrawnBy: author, withdrawnWhy: note }
    else if (kind === 'reminded') {
      reminders++
      times.reminded = at
    } else {
      times[kind] ??= at
      if (kind === 'arrived') evaluation = notEvaluated
    }
  }
  const { answered: answeredAt, arrived: arrivedAt, 'no-show': noShowAt, reminded: remindedAt } = times
  const stateOf = (): WhistleState => {
    if (withdrawal.withdrawnAt) return 'withdrawn'
    if (evaluation.evaluatedAt) return 'evaluated'
    if (arrivedAt) return 'arrived'
    if (noShowAt) return 'no-show'
    return answeredAt ? 'answered' : 'sent'
  }
  return { state: stateOf(), answeredAt, arrivedAt, noShowAt, reminders, remindedAt, ...evaluation, ...withdrawal }
}

/** Refuses only what would make the record untrue. */
export function checkWhistleFact(whistle: Whistle, command: WhistleFactCommand, at: Instant): void {
  const { label, arrivedAt, noShowAt, state } = whistle
  const taken = (detail: string) => new Problem('conflict', detail, { current: whistle })
  if (whistle.withdrawnAt) {
    throw taken(`The whistle to ${label} was withdrawn at ${whistle.withdrawnAt}; whistle again if they are needed`)
  }
  if (command.does === 'evaluated') return checkEvaluation(whistle, command)
  if (arrivedAt) throw taken(`${label} arrived at ${arrivedAt}; what is left is to evaluate`)
  if (command.does === 'arrived') return
  if (state === 'evaluated') throw taken(`${label} was evaluated at ${whistle.evaluatedAt}`)
  if (command.does === 'answered' && whistle.answeredAt) {
    throw taken(`${label} answered at ${whistle.answeredAt} already`)
  }
  if (command.does === 'withdrawn' && noShowAt) {
    throw taken(`That ${label} did not come was recorded at ${noShowAt}; what is left is to evaluate`)
  }
  if (command.does === 'no-show') {
    if (noShowAt) throw taken(`That ${label} did not come was recorded at ${noShowAt} already`)
    if (at <= whistle.arriveDueAt) {
      throw new Problem('invalid', `${label} has until ${whistle.arriveDueAt}: nobody has failed to come before that`, {
        errors: [{ path: 'does', message: `expected no-show after ${whistle.arriveDueAt}, got it at ${at}` }],
      })
    }
  }
}

function checkEvaluation(whistle: Whistle, { verdict }: Extract<WhistleFactCommand, { does: 'evaluated' }>): void {
  const { label, arrivedAt, noShowAt } = whistle
  if (!arrivedAt && !noShowAt) {
    throw new Problem('invalid', `${label} is judged after coming, or after it was recorded that nobody came`, {
      errors: [{ path: 'does', message: `expected a whistle that is arrived or no-show, got ${whistle.state}` }],
    })
  }
  if ((verdict === 'no-show') !== (arrivedAt === null)) {
    throw new Problem('invalid', `${label} ${arrivedAt ? `arrived at ${arrivedAt}` : 'has not arrived'}`, {
      errors: [{ path: 'verdict', message: `expected ${arrivedAt ? 'on-time or late' : 'no-show'}, got ${verdict}` }],
    })
  }
}
