export const response = {
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
}
