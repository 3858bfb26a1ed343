export const response = {
  /** Between the members of a list. */
  comma: ', ',
  recheck: {
    title: 'Rechecks',
    word: 'recheck',
    due: { 'next-day': 'next-day recheck', 'next-rain': 'recheck after rain' },
    after: { controlled: 'after control', restored: 'after restoring', 'rooted-out': 'after the root cause' },
    waitsForRain: 'waits for the next rain',
    dueAt: 'due {time}',
    nobody: 'no grid → the desk arranges it',
    fine: 'Fine',
    trouble: 'Trouble',
    troubleHint: 'What is wrong; saving opens this case again',
    save: 'Save',
    done: { fine: 'Recheck: fine', trouble: 'Recheck: trouble' },
    doneBy: '{time} {by}',
    void: 'False alarm, no recheck',
  },

  leg: {
    title: 'Legs of the plan',
    plan: 'Plan “{kind}”',
    together: '{n} legs together at {time}',
    out: '{n} legs out, reinforcement',
    ready: '{n} legs with one key',
    start: 'Send all {n}',
    starting: 'Sending…',
    nobody: 'none → send somebody below',
    instead: '{none}: none → {unit}',
    asked: '{n} specialists and household heads asked',
    whoCalled: 'Who called?',
    party: {
      '119': '119', '120': '120', '110': '110', 'micro-fire-station': 'Micro fire station', 'emergency-squad': 'Emergency squad',
      power: 'Power crew', 'water-truck': 'Water truck', medical: 'Medics', manager: 'Manager', owner: 'Owner unit',
      contractor: 'Contractor', evacuation: 'Evacuation', doors: 'Door to door', police: 'Community police',
    }, // prettier-ignore
    state: {
      'to-send': 'to be sent', sent: 'sent, no answer yet', accepted: 'answered', taken: 'call taken', arrived: 'on scene',
      done: 'done', declined: 'declined', 'not-reached': 'not reached',
    }, // prettier-ignore
    do: {
      sent: 'Call', accepted: 'Answered', arrived: 'On scene', done: 'Done', declined: 'Declined',
      'not-reached': 'Not reached',
    }, // prettier-ignore
    calledBy: {
      desk: 'called by the desk',
      manager: 'called by the manager',
      resident: 'called by a resident',
      unit: 'called from the scene',
    },
  },

  alarm: {
    calledDesk: 'the desk is called first',
    called: {
      coordinator: '{post} called at {time}',
      leader: 'passed to the leader on duty ({post}) at {time}',
      everybody: '{post} called at {time}',
    },
    shownTo: 'on the screens of {who}',
    shownToNobody: 'on no screen yet',
    nextLeader: 'to the leader on duty in {s} s',
    nextAll: 'to everybody on duty in {s} s',
    deskSilent: 'the desk has not acknowledged, {span}',
    noSound: 'sound is off, click the page',
    iKnow: 'I know',
    unknown: 'Critical alarm',
  },

  before: {
    restored: 'restored after {span}',
    notRestored: 'no restoring noted',
    rootedOut: 'rooted out',
    notRootedOut: 'not rooted out',
  },

  unit: {
    manager: 'Manager, unit {unit}',
    exception: 'Unit {unit}: {note}',
    none: 'none → {chain}',
  },
}
