import { randomUUID } from 'node:crypto'
import type {
  Identified,
  IdentityProvider,
  ProviderRefusal,
} from '../../../application/ports/identity-providers.ts'
import type { ProviderProfile } from '../../../domain/identity.ts'
import { parseSubject } from '../../../domain/identity.ts'

export type Person = { readonly subject: string } & Partial<ProviderProfile>

type Call = 'identify' | 'profile'

export type ScriptedProvider = IdentityProvider & {
  /** What the browser of this person brings back: a code that names them, good for one time. */
  codeOf(person: string): string
  /** The next such call comes to this instead: a refusal is answered, an error thrown. */
  fail(call: Call, how: ProviderRefusal | Error): void
  /** Every call so far. */
  readonly calls: readonly Call[]
}

const used: ProviderRefusal = { kind: 'invalid_code', hint: 'the code is unknown or used' }

/** A provider without a network, who knows `people` by the names that their codes carry. */
export function scriptedProvider(people: Readonly<Record<string, Person>>): ScriptedProvider {
  const codes = new Map<string, Person>()
  const calls: Call[] = []
  const script = new Map<Call, ProviderRefusal | Error>()
  const begin = (call: Call): ProviderRefusal | undefined => {
    calls.push(call)
    const failure = script.get(call)
    script.delete(call)
    if (failure instanceof Error) throw failure
    return failure
  }
  return {
    name: 'kakao',
    issuer: 'https://provider.test',
    authorizationUrl: async ({ state }) => `https://provider.test/oauth/authorize?state=${state}`,
    async identify({ code }) {
      const refusal = begin('identify')
      const person = codes.get(code)
      codes.delete(code)
      return refusal ?? (person ? identified(person, () => begin('profile')) : used)
    },
    codeOf(name) {
      const person = people[name]
      if (!person) throw new Error(`nobody here is called ${name}`)
      const code = `${name}-${randomUUID()}`
      codes.set(code, person)
      return code
    },
    fail: (call, how) => void script.set(call, how),
    calls,
  }
}

function identified(person: Person, refusal: () => ProviderRefusal | undefined): Identified {
  const subject = parseSubject(person.subject)
  if (!subject) throw new Error(`${person.subject} is not a subject`)
  const { nickname = null, email = null, imageUrl = null } = person
  return {
    kind: 'identified',
    identity: { provider: 'kakao', subject },
    profile: async () => refusal() ?? { kind: 'profile', profile: { nickname, email, imageUrl } },
  }
}
