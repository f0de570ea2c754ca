import { startEmbeddedPostgres } from '../../src/infrastructure/embedded-postgres.ts'

// A process of its own that owns an embedded PostgreSQL, for tests that kill it. It says how the start went in
// one line of JSON, and ends in good order when its standard input does.
const [directory = ''] = process.argv.slice(2)
try {
  const postgres = await startEmbeddedPostgres({ directory })
  console.log(JSON.stringify({ connectionString: postgres.connectionString }))
  process.stdin.resume().once('end', () => postgres.stop())
} catch (error) {
  const { name, message } = error as Error
  console.log(JSON.stringify({ refusal: { name, message } }))
}
