import type { Db } from './transaction.ts'

/** Rows a statement; more would hold up others and pass the time limit of one statement on a slow machine. */
const ROWS_PER_STATEMENT = 2_500

/**
 * Inserts many rows of one table with few statements, as JSON that PostgreSQL turns into the table's own types.
 * Every row has the columns of the first; a column that is left out gets its default. Points, times and bytes are
 * given as PostgreSQL writes them. Table and column names are the program's own, never input.
 */
export async function insertRows(db: Db, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(', ')
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await db.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT))],
    )
  }
}
