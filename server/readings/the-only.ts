/** The row that a statement with `returning` has just written. */
export function theOnly<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined) throw new Error('expected the row that was written just now')
  return row
}
