import { createServer } from 'node:http'

// The least that answers: Node and nothing else.
const http = createServer((_request, response) => response.end('here'))
http.listen(0, '127.0.0.1', () => process.stdout.write(`${http.address().port}\n`))
