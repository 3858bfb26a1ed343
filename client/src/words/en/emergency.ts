import { emergencyWall } from './emergency-wall.ts'
import { emergencyDeclare } from './emergency-declare.ts'
import type { Words } from '../zh-cn/zh-cn.ts'

export const emergency: Words['emergency'] = {
  title: 'Priority households',
  open: 'Open the emergency',
  running: 'Plan started {time}',
  nav: { report: 'Report', ledger: 'Priority households', desk: 'Incidents', wall: 'Wall' },
  logged: 'Details are open during the emergency; every look at a number is logged',
  drill: 'Drill',
  printSign: 'Received ____________',

  tierName: { 0: 'Life support', 1: 'Helpless or high up', 2: '80+ alone', 3: 'Watch' },
  tierShort: { 0: 'battery ends first', 1: 'bed-bound, no lift', 2: '80 and older', 3: '60–79 alone, old couples' },
  tierWhy: {
    0: 'Life support whose battery ends before power is back; all of them while nobody knows when',
    1: 'Bed-bound, dementia, blind; or 80+ alone from floor 7 up without a lift; or cold or hot indoors',
    2: '80 and older, living alone',
    3: '60–79 alone, couples both 80+, and others on the register',
  },
  tierTarget: {
    0: 'contact in 15 min, at the door in 30',
    1: 'contact in 30 min, at the door in 60',
    2: 'contact in 60 min, at the door in 4 h',
    3: 'today',
  },

  utility: { water: 'Water', power: 'Power', gas: 'Gas', heating: 'Heat' },
  cutWord: { water: 'no water', power: 'no power', gas: 'no gas', heating: 'no heat' },
  supply: { cut: 'cut', temporary: 'temporary', on: 'on' },
  listComma: ', ',

  banner: {
    suppliesBack: 'supplies are back',
    affected: '{buildings} houses, {households} homes: {cuts}',
    declared: 'plan {time}',
    casualties: 'Casualties {n}',
    trapped: 'Trapped {n}',
    firstDue: 'Report by {time}',
    firstLate: 'Report {span} late',
    firstDone: 'Reported {time}',
    followDue: 'next by {time}',
    followLate: 'next {span} late',
    finalDone: 'Final report {time}',
    lasting: 'Running for',
    restore: 'Expected back',
    restoreUnknown: 'unknown',
    ended: 'Emergency ended {time}',
    standingDown: 'standing down',
    plannedCut: 'planned cut {time}, decided by {by}',
  },

  rail: {
    priority: '{n} priority households, reached',
    priorityHint: 'first three tiers',
    of: '/ {n}',
    sweep: 'Told at the door',
    sweepDone: '{n} of {all} staircases done',
    supplies: 'Supplies',
    suppliesUnit: 'left / in',
    setAside: 'Set aside first',
    setAsidePortions: '{n} portions kept',
    setAsideNone: 'not set aside',
    password: 'Password at the door, said first',
    passwordTold: '{n} told',
    howTitle: 'When the list is done',
    how: 'Every household is supplied, moved, with family or has declined, with who and when.',
    noAnswer: 'No answer',
    noAnswerHow:
      'phone → emergency contact → neighbour or household head → gatekeeper; life support at once, others after two tries: the police decide about entering, always two people, on record.',
    refused: 'Declined',
    refusedHow:
      'Life support is never ticked off by a refusal: family, doctor and shift leader know; ask again in an hour.',
  },

  view: {
    ledger: 'Ledger',
    utilities: 'Utilities',
    sweep: 'Door to door',
    plan: 'Plan',
    supplies: 'Supplies',
    password: 'Door password',
    upward: 'Casualties, reports',
  },
  filter: { all: 'All', waiting: 'Not reached', noAnswer: 'No answer', move: 'To move', mine: 'Sent by me' },
  order: 'By tier; inside: no answer › not visited › longest silent › floor',
  print: 'Print',
  assignAll: 'Assign all',
  assignAllHint: 'To {n} households without a visitor:',

  pickRow: 'Pick this household (X)',
  assignPicked: 'For the {n} picked households:',
  head: {
    household: 'Household', door: 'Door', reason: 'Why in this tier', visitor: 'Visitor', phone: 'Phone', state: 'State',
    steps: 'Last · next step',
  }, // prettier-ignore
  empty: { all: 'Nobody on the register lives in the affected area', filter: 'Nothing here' },
  loading: 'Getting the ledger…',
  failed: 'The ledger cannot be read: {reason}. The counts on the left are live',
  gone: 'There is no such emergency',
  closedDetails: 'More than 24 hours after the end: details are closed',
  leaderOnly: 'Leaders see counts; households are for the desk',
  blank: 'covered after 60 s without a hand',

  room: 'room {room}',
  unit: 'stair {n}',
  age: { 'under-60': 'under 60', '60-69': '60–69', '70-79': '70–79', '80+': '80+' },
  need: {
    'life-support': 'life support', 'bed-bound': 'bed-bound', dementia: 'dementia', blind: 'blind',
    'hard-of-hearing': 'hard of hearing', 'limited-mobility': 'walks badly', 'living-alone': 'alone', 'old-couple': 'old couple',
  }, // prettier-ignore

  visitor: {
    none: 'nobody', pick: 'Assign…', leave: 'Nobody', onLedger: 'Visitors of this ledger', staff: 'Grid workers on duty',
    drag: 'Drag onto a household to assign',
  }, // prettier-ignore
  phone: { none: 'no phone', show: 'Show', contact: 'contact {who}', shownFor: 'covered in {s} s' },

  state: {
    todo: 'Not contacted', help: 'Needs help', noAnswer: 'No answer', contacted: 'Contacted', visited: 'Visited', move: 'To move', supplied: 'Supplied',
    moved: 'Moved', 'with-family': 'With family', refused: 'Declined', 'refused-open': 'Declined, still open',
  }, // prettier-ignore

  do: {
    title: 'Record',
    phoneMissed: 'Phone unanswered',
    doorMissed: 'Door unanswered',
    contactMissed: 'Contact unanswered',
    neighbourMissed: 'Neighbour knows nothing',
    gatekeeperMissed: 'Gate knows nothing',
    contacted: 'Contacted',
    visited: 'Visited',
    supplied: 'Supplied',
    moved: 'Moved',
    'with-family': 'With family',
    refused: 'Declined',
    note: 'A word to go with the next button (optional)',
    items: 'What was handed over',
    saveItems: 'Record',
    cancel: 'Back',
  },
  means: { phone: 'phone', door: 'door', contact: 'contact', neighbour: 'neighbour', gatekeeper: 'gate' },
  missed: '{time} {means}: no answer',
  answered: '{time} {means}: answered',
  happened: { contacted: '{time} contacted', visited: '{time} visited', outcome: '{time} {what}', none: 'nothing yet' },
  outcome: { supplied: 'supplied', moved: 'moved', 'with-family': 'with family', refused: 'declined' },
  next: {
    contact: 'ask the emergency contact',
    neighbour: 'ask neighbour or household head',
    gatekeeper: 'ask at the gate',
    police: 'tell the police, who decide about entering',
    'ask-again': 'ask again; family, doctor and shift leader know',
  },
  nextAt: '{time} {what}',
  nextIn: '{what} in {left}',
  nextLate: 'late by {span}: {what}',
  due: {
    contact: 'contact by {time}', visit: 'visit by {time}', contactIn: 'call within {left}', visitIn: 'visit within {left}', contactLate: 'contact late by {span}', visitLate: 'visit late by {span}',
    move: 'move, or power back',
  }, // prettier-ignore

  utilities: {
    title: 'Switched by building, with time and author; the ledger follows',
    building: 'Building',
    since: 'since {time}',
    all: 'Set all to',
    none: 'Nothing is cut in this emergency',
    pick: 'Chosen buildings',
  },
  sweepView: {
    help: 'help: {rooms}',
    title: 'Households told, by staircase',
    unit: 'Staircase',
    told: 'Told',
    of: '/ {n}',
    all: 'All told',
    none: '—',
  },
  plan: {
    title: 'A tick keeps time and author; a missing one stops nothing',
    due: 'by {time}',
    late: 'late by {span}',
    done: '{time} {who}',
    none: 'No steps',
  },
  goods: {
    title: 'Set aside for priority households before general distribution',
    item: 'Item', stock: 'In', given: 'Given', left: 'Left', aside: 'Set aside', save: 'Save',
    start: 'Start general distribution',
    started: 'General distribution since {time}, decided by {who}',
    startedReason: 'Reason: {reason}',
    early: 'Not every priority household has supplies and a visitor yet. It can start now, with a reason:',
    reason: 'Why start now',
    startAnyway: 'Start all the same, my decision',
  }, // prettier-ignore
  upward: {
    casualties: 'Casualties', trapped: 'Trapped', save: 'Update', restore: 'Expected back', restoreSave: 'Set', unknown: 'Not known',
    first: 'First report', 'follow-up': 'Follow-up', final: 'Final report', byPhone: 'by phone', inWriting: 'in writing', signedBy: 'Signed by',
    signedDefault: 'Shift leader', record: 'Record as sent', list: 'Sent', none: 'Nothing sent yet', state: 'State', standDown: 'Stand down',
    end: 'End the emergency', again: 'Set active again', endSure: 'Press again to end; the wall goes back', alert: 'Indoors', heat: 'heat', cold: 'cold',
    noAlert: 'none',
  }, // prettier-ignore
  password: {
    how: 'Visitors say the password before they knock; households can check it by calling the community. Only those who go to a door are told: never the wall, never a chat group.',
    over: 'The emergency is over, the password is void',
    made: 'made {time}, {who}',
    because: 'renewed because: {reason}',
    told: '{n} / {all} told',
    giveAll: 'Note: the other {n} were told',
    give: 'Note: told',
    givenAt: 'told {time}, {who}',
    specialist: 'specialist',
    worker: 'grid worker',
    reason: 'Why renew',
    renew: 'Renew the password',
    renewHint: 'Everybody has to be told again',
  },
  cut: {
    title: 'planned cut', at: 'Planned cut', by: 'Decided by (post)', byHint: 'Community, manager', save: 'Set', drop: 'Drop the plan',
    warned: 'Life support and high floors told: {n} / {all} households', callFirst: 'call the rest before the cut',
  }, // prettier-ignore
  reminder: {
    'warn-before-cut': 'The two highest tiers have not all been told of the planned cut',
    'set-aside': 'Supplies for priority households are not all set aside',
    'assign-visitors': 'Some priority households have no visitor',
    'first-report': 'The first report is due',
    'follow-up': 'The follow-up is due',
  },
  reminders: 'A reminder, nothing is stopped',

  clash: {
    title: '{what}: someone else was first',
    body: 'Not saved; nothing is lost. The table shows how it stands.',
    now: 'It is now: {what}',
    again: 'Do it all the same',
    leave: 'Leave it',
  },
  command: {
    fact: '{place}: {what}', visitor: '{place}: {who}', reveal: 'Show number', utility: '{place} {utility} {state}',
    sweep: '{place}: {n} told', plan: 'Step: {text}', supply: '{item} counts', start: 'Start distribution', upward: '{what} sent', edit: 'Set {what}',
    declare: 'Start the plan: {place}', password: 'password given to {n}', renew: 'renew the door password',
  }, // prettier-ignore
  declare: emergencyDeclare,
  wall: emergencyWall,
}
