import type { Client, ClientId } from '../domain/client.ts'
import { ownClientId } from '../domain/client.ts'
import type { Variables } from './config-variables.ts'
import { isLoopback } from './loopback.ts'

const members = ['id', 'redirect_uris', 'origins']
const longestAddress = 512
const example =
  '[{"id":"web","redirect_uris":["https://app.example.com/callback"],"origins":["https://app.example.com"]}]'

type Wrong = (path: string, why: string) => void

/** The applications apart from our own pages; every fault is told with where it stands. */
export function clientsOf(vars: Variables): readonly Client[] {
  const wrong: Wrong = (path, why) => vars.wrong(`CLIENTS${path}`, why)
  const listed = listOf(vars.text('CLIENTS'), wrong)
  const clients = listed.map((each, index) => clientOf(each, (path, why) => wrong(`[${index}]${path}`, why)))
  for (const [index, { id }] of clients.entries())
    if (id && clients.findIndex((other) => other.id === id) < index)
      wrong(`[${index}].id`, `${id} is another client's too`)
  return clients
}

function listOf(text: string | null, wrong: Wrong): unknown[] {
  if (text === null) return []
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return value
  } catch {
    // Told below, with what would be right.
  }
  wrong('', `must be a JSON array such as ${example}`)
  return []
}

function clientOf(given: unknown, wrong: Wrong): Client {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  if (!isObject) wrong('', 'must be an object with id, redirect_uris and origins')
  const { id, redirect_uris: redirectUris, origins = [], ...others } = (isObject ? given : {}) as Given
  for (const name of Object.keys(others)) wrong(`.${name}`, `is not known: there are ${members.join(', ')}`)
  return {
    id: idOf(isObject ? id : '-', wrong),
    redirectUris: isObject ? textsOf(redirectUris, wrong, '.redirect_uris', faultOfRedirect, 1) : [],
    origins: textsOf(origins, wrong, '.origins', faultOfOrigin, 0),
  }
}

type Given = { id?: unknown; redirect_uris?: unknown; origins?: unknown }

function idOf(id: unknown, wrong: Wrong): ClientId {
  if (typeof id !== 'string' || !/^[\w.~-]{1,64}$/.test(id))
    wrong('.id', 'must be 1 to 64 letters, digits or . _ ~ -')
  if (id === ownClientId) wrong('.id', `must not be ${ownClientId}: that is our own pages and API`)
  return String(id) as ClientId
}

function textsOf(
  given: unknown,
  wrong: Wrong,
  path: string,
  faultOf: (text: string) => string | undefined,
  least: number,
): string[] {
  if (!Array.isArray(given) || given.length < least) {
    wrong(path, `must be an array of ${least > 0 ? 'one or more ' : ''}addresses`)
    return []
  }
  for (const [index, each] of given.entries()) {
    const fault = typeof each === 'string' ? faultOf(each) : 'must be text'
    if (fault) wrong(`${path}[${index}]`, fault)
  }
  return given.filter((each) => typeof each === 'string')
}

/** RFC 6749 3.1.2, RFC 8252 7: https; http on loopback; or a scheme by a reversed domain name. */
function faultOfRedirect(text: string): string | undefined {
  if (
    text.length > longestAddress ||
    !/^[\x21-\x7e]+$/.test(text) ||
    /[*#\\]/.test(text) ||
    !URL.canParse(text)
  )
    return `must be an address of up to ${longestAddress} visible ASCII characters without # * or \\`
  const url = new URL(text)
  if (url.username || url.password) return 'must not name a user'
  if (url.protocol === 'https:') return undefined
  if (url.protocol === 'http:') return isLoopback(url) ? undefined : 'must be https outside loopback'
  return url.protocol.includes('.')
    ? undefined
    : 'must have a scheme with a dot, such as com.example.app:/callback (RFC 8252 7.1)'
}

function faultOfOrigin(text: string): string | undefined {
  const isOrigin = /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text
  if (!isOrigin) return 'must be an origin such as https://app.example.com'
  const url = new URL(text)
  return url.protocol === 'https:' || isLoopback(url) ? undefined : 'must be https outside loopback'
}
