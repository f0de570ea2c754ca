import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type Account, systemEnvironment } from './launcher.ts'

const run = promisify(execFile)

/**
 * As whom PostgreSQL runs, which refuses root: undefined is "as ourselves". For root it is the owner of the
 * data if there is any, else the user `postgres`, made if need be, else `nobody`.
 */
export async function accountFor(dataDirectory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  return (
    (await ownerOf(dataDirectory)) ??
    (await named('postgres')) ??
    (await made('postgres')) ??
    (await named('nobody')) ?? { uid: 65534, gid: 65534 }
  )
}

async function ownerOf(path: string): Promise<Account | undefined> {
  const owner = await stat(path).catch(() => undefined)
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : undefined
}

async function named(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
    return { uid, gid }
  } catch {
    return undefined
  }
}

async function idOf(which: '-u' | '-g', name: string): Promise<number> {
  return Number((await run('id', [which, name], { env: systemEnvironment })).stdout)
}

async function made(name: string): Promise<Account | undefined> {
  const ways = [
    ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    ['adduser', '--system', '--no-create-home', name],
  ] as const
  for (const [command, ...args] of ways) {
    const done = await run(command, args, { env: systemEnvironment }).then(
      () => true,
      () => false,
    )
    if (done) return named(name)
  }
  return undefined
}
