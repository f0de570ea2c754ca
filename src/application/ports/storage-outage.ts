/**
 * Thrown by every port that stores, when what it stores in cannot serve at the moment: gone, cut off, full, busy,
 * locked, read-only or going down. Only time heals it; nothing is said against what was asked for.
 */
export class StorageOutage extends Error {
  readonly code = 'storage_outage'

  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'StorageOutage'
  }
}
