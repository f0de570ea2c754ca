import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../src/infrastructure/config.ts'

/** Where a file of the repository is. */
export const pathOf = (file: string) => join(import.meta.dirname, '../..', file)

export const textOf = (file: string) => readFileSync(pathOf(file), 'utf8')

/** The names of all variables that the configuration looks at. */
export function knownVariables(): ReadonlySet<string> {
  const seen = new Set<string>()
  // A provider that is switched on is asked for more.
  const answers = (name: string) => (/_CLIENT_(?:ID|SECRET)$/.test(name) ? 'something' : undefined)
  const get = (_: NodeJS.ProcessEnv, name: string | symbol) => {
    seen.add(String(name))
    return answers(String(name))
  }
  readConfig(new Proxy<NodeJS.ProcessEnv>({}, { get }))
  return seen
}

/** What the image says that its containers find in their environment. */
export function imageEnvironment(): Record<string, string> {
  const [, settings = ''] = /^ENV (.+)$/m.exec(textOf('Dockerfile')) ?? []
  return Object.fromEntries(settings.split(' ').map((setting) => setting.split('=')))
}
