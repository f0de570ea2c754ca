/** What servers say when only a change of configuration helps, and the cure, which goes on from "REDIS_URL". */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/WRONGPASS|invalid password/, 'is refused by Redis: correct the user name and password in it'],
  [/NOAUTH/, 'is refused by Redis: put the password into it, redis://:password@host or user:password@'],
  [
    /NOPERM/,
    'names a user who may not use the queue: allow it all commands on the keys {daemun}:* and daemun:*',
  ],
  [/DB index is out of range/, 'names a database that Redis does not have: lower the number at its end'],
  [/cluster support disabled/, 'names a Redis that is no Cluster: write redis:// (rediss:// with TLS)'],
  [/^MOVED /, 'names one node of a Cluster: write redis+cluster:// (rediss+cluster:// with TLS)'],
  [/No such master/, 'names a master that the Sentinels do not know: correct the name after the hosts'],
  [/unknown command 'sentinel'/i, 'names no Sentinels: give their addresses, or write redis://host:port'],
  [/Unknown RESP type/, 'names something that is no Redis: correct the host and port'],
  [
    /certificate|self.signed|altnames/i,
    'names a Redis whose certificate is not trusted: give its CA in NODE_EXTRA_CA_CERTS, and its host as certified',
  ],
]

/** What an operator can do about an error of Redis; `undefined` when time may heal it. */
export function refusalOf(error: Error & { lastNodeError?: Error }): string | undefined {
  const said = error.lastNodeError?.message ?? error.message
  return refusals.find(([pattern]) => pattern.test(said))?.[1]
}
