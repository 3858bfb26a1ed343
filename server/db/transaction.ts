import type { Pool, PoolClient } from 'pg'
import { asProblem, isConnectionLost } from './unavailable.ts'

/** What a store needs of the database: a pool, or one connection inside a transaction. */
export type Db = Pick<PoolClient, 'query'>

type Isolation = 'read committed' | 'repeatable read read only'

/**
 * Runs the work in one transaction and answers only after COMMIT. If the work throws, nothing is stored and the same
 * error comes out; a database that cannot be reached comes out as the problem `unavailable`.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (db: Db) => Promise<T>,
  isolation: Isolation = 'read committed',
): Promise<T> {
  const db = await pool.connect().catch(refuse)
  let broken = false
  try {
    await db.query(`begin isolation level ${isolation}`)
    const result = await work(db)
    const { command } = await db.query('commit')
    // After an error that the work swallowed, PostgreSQL answers COMMIT with a quiet ROLLBACK.
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back although its work did not fail')
    return result
  } catch (error) {
    broken = isConnectionLost(causeOf(error)) || !(await rolledBack(db))
    return refuse(error)
  } finally {
    db.release(broken)
  }
}

function refuse(error: unknown): never {
  throw asProblem(error)
}

/** A store inside may have translated the error already; what counts for the connection is what lies beneath. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error
}

async function rolledBack(db: Db): Promise<boolean> {
  try {
    await db.query('rollback')
    return true
  } catch {
    return false // the first error says more than this one, and the connection is thrown away
  }
}
