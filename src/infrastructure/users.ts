import { awaitedEvents } from '../adapters/inbound/worker/consumers.ts'
import { postgresUsers } from '../adapters/outbound/postgres/users.ts'
import { changeUserStatus } from '../application/change-user-status.ts'
import type { UserId } from '../domain/user.ts'
import { block, unblock } from '../domain/user.ts'
import { runCommand, UsageError } from './command.ts'
import { sessionPolicyOf } from './session-policy.ts'

const usage = `npm run users -- block <user id>     ends all sessions of the user and lets them in no more
npm run users -- unblock <user id>   lets them log in again`

const verbs: Readonly<Record<string, typeof block>> = { block, unblock }
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `npm run users`: keeps users out, and lets them in again. */
await runCommand(([verb = '', id = '', ...more]) => {
  const change = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!change || id === '' || more.length > 0) throw new UsageError(usage)
  if (!uuid.test(id))
    throw new UsageError(`${id} is not a user id: it is the "id" of a user, a UUID.\n${usage}`)
  return async ({ config, connections }) => {
    const changeStatus = changeUserStatus({
      users: postgresUsers(connections.db, sessionPolicyOf(config), awaitedEvents),
    })
    const changed = await changeStatus(id.toLowerCase() as UserId, change)
    if (changed.kind === 'no_user') throw new Error(`There is no user ${id}.`)
    if (changed.kind === 'user_withdrawn')
      throw new Error(`User ${id} has left: there is nothing to ${verb}.`)
    return `User ${id} is ${changed.status}; sessions ended: ${changed.endedSessions}.`
  }
})
