import express from 'express'
import pg from 'pg'

// What somebody would write in ten minutes: reads all cases into memory, then listens. Argument: the database.
const pool = new pg.Pool({ connectionString: process.argv[2] })
const { rows } = await pool.query('select * from incident')
const app = express()
app.get('/', (_request, response) => response.send(String(rows.length)))
const http = app.listen(0, '127.0.0.1', () => process.stdout.write(`${http.address().port}\n`))
