import { awaitedEvents } from '../adapters/inbound/worker/consumers.ts'
import { claimForEverybody } from '../adapters/outbound/postgres/claiming-answers.ts'
import { postgresUsers } from '../adapters/outbound/postgres/users.ts'
import { changeUserStatus } from '../application/change-user-status.ts'
import type { UserId } from '../domain/user.ts'
import { block, unblock, uniqueAnswersOf } from '../domain/user.ts'
import type { Command } from './command.ts'
import { runCommand, UsageError } from './command.ts'
import { openDeclaration } from './declaration/live.ts'
import { openLog } from './log.ts'
import { sessionPolicyOf } from './session-policy.ts'

const usage = `npm run users -- block <user id>     ends all sessions of the user and lets them in no more
npm run users -- unblock <user id>   lets them log in again
npm run users -- claim               has each answer that became unique be one user's alone`

const verbs: Readonly<Record<string, typeof block>> = { block, unblock }
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `npm run users`: keeps users out, lets them in again, and sorts out who has the same answers. */
await runCommand(([verb = '', id = '', ...more]) => {
  if (verb === 'claim' && id === '') return claim
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

async function claim({ config, connections: { db } }: Parameters<Command>[0]): Promise<string> {
  const declaration = await openDeclaration(config, process.cwd(), openLog(config.logLevel))
  const { fields } = declaration.current().plan
  const names = fields.filter(({ unique }) => unique).map(({ name }) => name)
  if (names.length === 0) return 'No field is declared unique: there is nothing to claim.'
  const { claimed, conflicts } = await claimForEverybody(db, (user) => uniqueAnswersOf(user, fields))
  const done = `Unique are ${names.join(', ')}; claimed now: ${claimed}.`
  if (conflicts.length === 0) return done
  const lines = conflicts.map(
    ({ field, user, holder }) => `${field}: user ${user} has the same as user ${holder}`,
  )
  throw new Error(`${done}\n${lines.join('\n')}`)
}
