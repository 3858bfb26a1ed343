/** What the desk, the leader and the worker say about looking again. */
export const response = {
  recheck: {
    title: '复查',
    word: '复查',
    due: { 'next-day': '次日复查', 'next-rain': '雨后复查' },
    after: { controlled: '控制后', restored: '恢复后', 'rooted-out': '根治后' },
    waitsForRain: '等下一场雨',
    dueAt: '应于 {time}',
    nobody: '无网格 → 值班处安排',
    fine: '无异常',
    trouble: '有异常',
    troubleHint: '哪里不对；存下后本案重新打开',
    save: '存下',
    done: { fine: '复查无异常', trouble: '复查有异常' },
    doneBy: '{time} {by}',
    void: '误报，不再复查',
  },
}
