import type { Words } from '../zh-cn/zh-cn.ts'

export const wall: Words['wall'] = {
  title: 'Wall',
  centre: '{street} centre',
  households: '{n} households',
  weather: {
    title: 'Weather',
    neverHeard: 'no reading yet',
    dry: 'no rain',
    rain: 'rain {n} mm',
    degrees: '{n} °C',
    noWarning: 'no warning',
    warning: '{colour} {hazard} warning',
    colour: { blue: 'blue', yellow: 'yellow', orange: 'orange', red: 'red' },
    hazard: {
      rainstorm: 'rainstorm',
      heat: 'heat',
      cold: 'cold wave',
      gale: 'gale',
      snow: 'snow',
      ice: 'ice',
      fog: 'fog',
      other: 'weather',
    },
  },

  maySleep: 'Screen may sleep',

  sound: {
    on: 'Sound on',
    muted: 'Muted to {time}',
    off: 'Sound is off',
    hint: 'press any key',
    due: '· T to test',
    asking: 'Test: Y heard, N not heard',
    sending: 'Test not written yet',
    written: {
      heard: '{time} test: heard',
      'not-heard': '{time} test: not heard',
      unanswered: '{time} test: no answer',
    },
  },

  alarm: {
    waiting: 'to be confirmed',
    confirmed: 'confirmed',
    acknowledge: 'The desk has to acknowledge',
    acknowledged: 'acknowledged {time}',
    raised: 'raised {time}',
    reports: '{n} reports',
  },

  levelOne: {
    state: 'Status',
    step: {
      received: 'Received',
      acknowledged: 'Acknowledged',
      sent: 'Sent',
      arrived: 'On the scene',
      controlled: 'Controlled',
    },
    next: {
      received: '',
      acknowledged: 'Acknowledge',
      sent: 'Send somebody',
      arrived: 'On the way',
      controlled: 'Not controlled',
    },
    notYet: 'not yet',
    waited: 'for {span}',
    nearest: 'Nearest teams',
    straight: 'straight line',
    sent: 'sent',
    sentAt: 'sent {time}',
    lost: 'no fix',
    nobody: 'No team has a position',
    away: '{far} to go',
    drill: 'Drill, in no statistic',
  },

  story: {
    received: '{channel}: received',
    confirmed: 'Confirmed by the desk',
    acknowledged: 'Acknowledged by the desk',
    sent: '{label} sent',
    accepted: '{label} accepted',
    arrived: '{label} on the scene',
    declined: '{label} declined',
    controlled: 'Under control',
    restored: 'Restored',
    done: 'Done',
  },

  rotation: {
    others: '{n} more · ← → to change',
    turn: '← → to change',
    emergency: 'Emergency declared · priority {reached}/{all}',
    turning: 'in turn {nth}/{of}',
    news: 'News: held',
    hand: 'Locked {nth}/{of}',
    stale: '',
    fixed: 'does not turn',
  },

  scene: { street: 'Street now', promises: 'Promises', duty: 'Communities', recurrence: 'Coming back' },

  promises: {
    title: 'Promises, first due first',
    soon: 'within the hour',
    empty: 'Nothing is late or due within the hour',
  },

  communities: {
    title: 'Communities on duty',
    how: 'hotline · on duty · open',
    staff: '{n} on duty',
    nobody: 'nobody',
    virtual: 'online',
  },

  recurrence: { title: 'Came back, 12 months', remainder: '{n} more in cells of fewer than 3' },

  open: {
    title: 'Open',
    count: '',
    today: 'today {n}',
    older: 'older {n}',
    late: 'late',
    received: 'received',
    done: 'done',
    empty: 'Nothing open',
    emptySince: 'Nothing open; the last one was done at {time}',
    more: '{n} more',
    routine: 'Routine: {n}',
    routineLate: '{n} late',
    routineInTime: 'in time',
    routineNone: 'no deadline',
    oldest: 'oldest: {span}',
  },

  newest: { title: 'Newest', lastHour: '{n} in the last hour', empty: 'Nothing today yet' },

  rates: {
    title: 'Own figures today',
    asOf: 'at {time}',
    responded: 'Responded',
    respondedOf: '{n} / {d} received',
    done: 'Done',
    doneOf: '{n} / {d} due',
    satisfied: 'Satisfied',
    satisfiedOf: '{n} / {d} asked',
    nothing: 'none yet',
    noUpdate: 'no update since {time}',
  },

  sources: { title: 'Received today', total: '{n} in all' },

  duty: {
    title: 'On duty',
    ends: 'until {time}',
    positioned: 'grid staff',
    positionedLine2: 'located',
    lost: 'No fix for 5 min',
    leader: 'Leader',
    specialists: '{n} specialists',
    reportsToday: 'today',
  },

  utility: {
    title: 'Utilities',
    water: 'Water',
    power: 'Power',
    gas: 'Gas',
    heating: 'Heat',
    none: '0 calls',
    cut: '{n} out',
    leak: '{n} leak',
    asOf: 'at {time}',
    planned: '{n} planned',
    coming: 'off {time}',
  },

  lines: {
    title: '{n} hotlines',
    connected: '{n} up',
    talking: 'talking',
    cut: 'down',
    missed: 'missed',
    callbacks: 'call back',
    state: { idle: 'idle', talking: 'talking', cut: 'down' },
  },

  legend: { title: '', worker: 'staff', lost: 'no fix', newest: 'newest' },
}
