import type { Words } from '../zh-cn/zh-cn.ts'

export const wall: Words['wall'] = {
  title: 'Wall',
  centre: '{street} command centre',
  households: '{n} households',
  weather: 'Weather',

  sound: { on: 'Sound on', muted: 'Muted to {time}', off: 'Sound is off', hint: 'press any key' },

  alarm: {
    waiting: 'to be confirmed',
    confirmed: 'confirmed',
    acknowledge: 'The desk has to acknowledge',
    raised: 'raised {time}',
    more: '{n} more',
  },

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
