import type { Words } from '../zh-cn/zh-cn.ts'

/** Departments that were whistled, at the desk, on the wall and for the leader. */
export const whistle: Words['whistle'] = {
  comma: ', ',
  listComma: ', ',
  kind: { emergency: 'Emergency', 'joint-enforcement': 'Joint enforcement', 'residents-problem': 'Residents’ problem' },
  clockOf: {
    emergency: 'Answer within {answer} min, there within {arrive} min',
    'joint-enforcement': 'There at the agreed time',
    'residents-problem': 'Answer and come within one working day',
  },
  state: {
    sent: 'whistled',
    answered: 'answered',
    arrived: 'reported in',
    'no-show': 'did not come',
    evaluated: 'evaluated',
  },
  verdict: { 'on-time': 'on time', late: 'late', 'no-show': 'did not come' },

  answer: { is: 'answer {time}', none: 'no answer' },
  arrive: { is: 'there {time}', none: 'did not come' },
  sentAt: 'whistled {time}',
  reminded: 'reminded {n}×',
  noShow: 'recorded as not come',

  wall: {
    title: 'Whistles',
    titleWithin: 'Whistles · in {n} min',
    arrived: 'reported in {n} / {all}',
    there: 'there',
    cameAfter: 'there {minutes} min',
    answeredAfter: 'answer {minutes} min',
    more: '{n} more departments have not come',
    none: 'Nobody whistled yet',
    due: { answer: 'Answer due: {who}', arrive: 'Arrival due: {who}' },
    several: '{who} and others ({n})',
  },

  desk: {
    title: 'Whistle departments',
    of: '{kind}: {who}',
    none: '{kind}: choose departments',
    calledOnly: '{who} are called, not whistled; own offices are sent',
    go: 'Whistle',
    goMany: 'Whistle {n}',
    cancel: 'Back',
    pick: 'Whom to whistle, several at once',
    preselected: 'chosen by the kind; change it',
    waiting: 'whistled, not there yet',
    agreed: 'Agreed time',
    reason: 'What they are needed for (not on the wall)',
    missing: { department: 'Choose a department', agreed: 'Set an agreed time that lies ahead' },
    noDepartments: 'No department that can be whistled is on the roster',
    arrived: 'reported in {n} / {all}',
    do: {
      answered: 'Answered',
      arrived: 'Arrived',
      reminded: 'Remind',
      'no-show': 'Did not come',
      evaluated: 'Evaluate…',
    },
    proposeNoShow: 'The time to be there has passed; whether it is a no-show is yours to say',
    mark: 'Mark',
    markOf: '{n} of 5',
    note: 'In words (not on the wall)',
    save: 'Save evaluation',
    evaluation: 'Evaluation: {verdict} · {mark} of 5',
  },

  review: {
    open: 'whistled, did not come: {n}',
    title: 'Whistled and did not come',
    none: 'Nobody whistled has failed to come',
    failed: 'Could not ask who did not come',
    recorded: 'recorded {time}',
  },
}
