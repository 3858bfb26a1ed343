import type { Words } from '../zh-cn/zh-cn.ts'

export const history: Words['history'] = {
  title: 'Review',
  nav: { desk: 'Desk', history: 'Review', wall: 'Wall' },
  print: 'Print',
  asOf: 'As of {day} {time}',

  heat: { legend: 'Density · came back, 12 months' },

  group: {
    all: 'All kinds',
    utility: 'Utilities and flooding',
    property: 'Property and surroundings',
    question: 'Questions',
    road: 'Parking and roads',
    neighbour: 'Neighbours',
    other: 'Other',
  },

  decide: {
    title: '{n} waiting for you',
    none: 'No recurring trouble waits for a decision',
    note: 'Decided or not, it is on record; work goes on',
  },

  filter: {
    group: 'Kinds',
    period: '{from} – {to}',
    month: '{year}-{month}',
    count: 'Cases',
    rate: 'Per 1,000 homes',
    pickPeriod: 'Period',
    months: 'Last {n} months',
    season: 'This season',
    total: '{n} cases',
    reports: 'from {n} reports',
    leftOut: 'left out',
    nothingLeftOut: 'nothing left out',
  },

  leftOut: {
    drill: 'drills',
    'false-alarm': 'false alarms',
    merged: 'merged',
    'care-call': 'care calls',
    'repeat-caller': 'repeat callers',
    'no-trouble': 'questions, ideas, praise',
  },

  map: {
    cellsOf: 'Cases per cell',
    ratesOf: 'Per 1,000 homes of a cell',
    locked: '{months} months, {m} m edges',
    scale: 'Colours are fixed for every zoom and period',
    remainder: '{n} more in cells under 3',
    unplaced: '{n} without a place',
    andUp: '{n} up',
    cell: '{n} in this cell',
  },

  months: {
    title: 'Cases by month',
    chosen: '{n} months chosen',
    of: 'cases',
    from: 'Period starts with {month}',
    to: 'Period ends with {month}',
    bar: '{month}, {n} cases',
    hint: 'Drag the ends or pick a month; ← → move',
  },

  season: { heating: 'Heating', rain: 'Rains' },

  recurrence: {
    owner: 'owner {owner}',
    noOwner: 'none',
    title: 'Same place, same kind, again',
    rule: '{times} or more within {days} days at one place, ',
    places: '{n} places',
    place: 'Place · kind',
    count: 'Times',
    when: 'When in the period',
    fix: 'Last fix',
    state: 'How far',
    restored: 'back in {span}',
    notRestored: 'no time noted',
    noFix: 'nothing noted',
    everySeason: '{season}, {n} years',
    none: 'Nothing of these kinds came back to one place in this period',
    more: '{from}–{to} / {total}',
    next: 'Next',
    previous: 'Previous',
  },

  cure: { 'not-cured': 'Not cured', watched: 'Watched', 'rooted-out': 'Rooted out' },
  curedDays: '{n} days',
  watchedDays: '{n} of {of} days',
  awaitsSeason: 'until next {season}',

  becoming: {
    title: 'What is becoming of it',
    later: 'Classes (new, growing, fading) are not in use yet',
    basis: 'Method',
    more: 'Clearly more than in the equally long period before ({before}).',
    fewer: 'Clearly fewer than in the equally long period before ({before}).',
    same: 'Against the equally long period before ({before}) the difference is within chance.',
    tooFew: 'Too few cases to compare with the period before.',
    noBefore: 'No complete record of the period before.',
    seasonal: '{place}: {kind} every season ({season}), {n} running.',
    share: '{k} of {n} cases came back to the same place, at {places} places.',
    cured: '{n} rooted out, {k} watched, {m} not cured.',
  },

  communities: {
    title: 'Communities',
    order: 'fixed order, no ranking',
    name: 'Community',
    households: 'Homes',
    rate: 'Per 1,000 (cases / homes)',
    chance: 'Against chance',
    share: 'Came back',
    origins: 'own / found / 12345',
    whole: 'Whole street',
    elsewhere: 'Not known',
    foot: 'Three origins add up to all. Came back = under the recurrence rule / all. A number opens its cases.',
  },

  chance: {
    'many-more': 'clearly more',
    'as-chance': 'as chance has it',
    'many-fewer': 'clearly fewer',
    'too-few': 'too few',
  },

  cases: {
    count: '{n} cases',
    more: '{n} more',
    close: 'Close',
    none: 'No cases',
    failed: 'The cases could not be read',
    again: 'Try again',
    reports: '{n} reports',
    inCell: 'One cell of the map',
    thin: 'Cells under 3',
    unplaced: 'Without a place',
    recurring: 'Came back to the same place',
    leftOut: 'Left out: {why}',
  },

  basis: {
    title: 'Method',
    counted:
      'Counted are incidents of requests, complaints and denunciations. Left out are drills, false alarms, merged ones, care calls, and the same caller about the same place while the case was open.',
    rule: 'Recurrence: {times} or more of one kind at one building (outdoors: within 60 m) in any {days} days; each one in such a window counts.',
    season:
      'Season: four in five lie in it, in two different years at least. Heating 15 Nov to 15 Mar, rains 1 Jun to 15 Sep.',
    cure: 'Rooted out: somebody said so and {days} days passed without another; seasonal ones wait for the season to pass again. One more takes it back.',
    cells: 'Cells: hexagons with {m} m edges, fixed to the ground. Under 3 they are not drawn and counted as “more”.',
    chance:
      'Against chance: expected e by homes; only a Freeman–Tukey deviation √n + √(n+1) − √(4e+1) beyond ±3 is told; under 5 expected nothing is. Not corrected for overdispersion.',
    later: 'Gi*, emerging hot spots and space-time scans are not in use yet; the tint shows density, not significance.',
    table: 'Community · cases · expected · deviation',
    close: 'Close',
  },

  state: {
    loading: 'Reading',
    failed: 'This period could not be read: {reason}. Below is the last result.',
    failedFirst: 'History could not be read: {reason}',
    again: 'Try again',
    empty: 'Nothing in this period',
  },
}
