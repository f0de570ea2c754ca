/** PostgreSQL cannot be had here; the message tells the operator why and what to do. */
export class PostgresUnavailable extends Error {
  override name = 'PostgresUnavailable'
}

/** Another live copy of the service owns this data. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning'
  readonly pid: number | undefined

  constructor(directory: string, pid: number | undefined) {
    const who = pid === undefined ? 'another process' : `process ${pid}`
    super(
      `${who} already serves the data in ${directory}: stop it first, or set DATABASE_URL so that both share one PostgreSQL`,
    )
    this.pid = pid
  }
}
