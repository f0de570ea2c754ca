import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { PostgresUnavailable } from './failures.ts'

// Nothing of our own environment: it holds secrets, and PG* and LC_* variables would change what programs do.
export const systemEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
}

/** A user of the system by number. */
export type Account = { uid: number; gid: number }

/** A way to run PostgreSQL's programs: through another command, as another user, or neither. */
export type Launcher = { through: readonly string[]; as?: Account }

/** Starts a program of PostgreSQL. The working directory is `/`, which every user can enter. */
export function launch(
  launcher: Launcher,
  program: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const [command, ...rest] = [...launcher.through, program, ...args] as [string, ...string[]]
  return spawn(command, rest, { ...options, ...launcher.as, cwd: '/', env: systemEnvironment })
}

/**
 * The first way that was seen to run `program` and to enter `directory`. PostgreSQL refuses root, so root
 * needs `account`, and that user need not be able to walk to a project under, say, /root.
 */
export async function workingLauncher(
  program: string,
  directory: string,
  account?: Account,
): Promise<Launcher> {
  const failures: string[] = []
  for (const launcher of candidates(account)) {
    const failure = await failureOf(launcher, program, directory)
    if (!failure) return launcher
    failures.push(failure)
  }
  throw new PostgresUnavailable(explanation(failures.at(-1) ?? '', directory, account))
}

function candidates(account?: Account): Launcher[] {
  // PR_SET_PDEATHSIG: PostgreSQL shuts down in good order although we were killed.
  const dieWithUs = ['setpriv', '--pdeathsig', 'INT']
  if (!account) {
    const ourselves = { through: [] }
    return process.platform === 'linux' ? [{ through: [...dieWithUs, '--'] }, ourselves] : [ourselves]
  }
  const asThem = [...dieWithUs, `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  const setpriv = (...options: string[]): Launcher => ({ through: [...asThem, ...options, '--'] })
  return [
    setpriv(),
    setpriv(...withCapability('dac_read_search')),
    // More than is needed, but what a container usually has.
    setpriv(...withCapability('dac_override')),
    { through: [], as: account },
  ]
}

// PostgreSQL checks its own program with access(2), which forgets capabilities unless no_setuid_fixup is set.
function withCapability(name: string): string[] {
  return ['--securebits=+no_setuid_fixup', `--inh-caps=+${name}`, `--ambient-caps=+${name}`]
}

async function failureOf(
  launcher: Launcher,
  program: string,
  directory: string,
): Promise<string | undefined> {
  const trial = ['-c', 'cd "$0" && exec "$1" --version', directory, program]
  const [command, ...rest] = [...launcher.through, 'sh', ...trial] as [string, ...string[]]
  try {
    await promisify(execFile)(command, rest, { ...launcher.as, cwd: '/', env: systemEnvironment })
    return undefined
  } catch (error) {
    return (error as { stderr?: string }).stderr?.trim() || String(error)
  }
}

function explanation(failure: string, directory: string, account?: Account): string {
  const told = `the embedded PostgreSQL cannot be run: ${failure}.`
  if (failure.includes('shared libraries')) {
    return `${told} Its package's install script has not run: try npm rebuild, or set DATABASE_URL`
  }
  if (!account) return `${told} Set DATABASE_URL to use another PostgreSQL`
  return (
    `${told} It may not run as root, and user ${account.uid} must reach ${directory} and node_modules: ` +
    'run as an ordinary user, move the project to where that user may go (such as /srv), or set DATABASE_URL'
  )
}
