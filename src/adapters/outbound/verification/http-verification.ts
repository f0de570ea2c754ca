import type {
  ConnectingInformation,
  IdentityVerification,
  VerifiedPerson,
} from '../../../application/ports/identity-verification.ts'
import { VerificationFailure } from '../../../application/ports/identity-verification.ts'
import { checkDate, checkPhone, checkText } from '../../../domain/text.ts'

export type VerificationSettings = { readonly url: string; readonly secret: string }

/** Milliseconds for a whole answer. */
const deadlineMs = 3_000
const longestCi = 200

type Members = Readonly<Record<string, unknown>>

/**
 * The agency by the protocol that the simulator plays: `POST /verifications` begins one, `GET /verifications/TOKEN`
 * tells its result. Each real agency has its own, and gets an adapter of its own beside this one.
 */
export function httpVerification({ url, secret }: VerificationSettings): IdentityVerification {
  const call = async (path: string, body?: object): Promise<{ status: number; json: Members }> => {
    const answer = await fetch(`${url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
    }).catch((error: Error) => {
      throw new VerificationFailure(`${path.split('/', 2).join('/')} was not answered: ${error.name}`)
    })
    const json = await answer.json().catch(() => undefined)
    if (answer.status >= 500 || typeof json !== 'object' || json === null)
      throw new VerificationFailure(`answered ${answer.status} without sense`)
    return { status: answer.status, json: json as Members }
  }
  return {
    async begin({ reference, returnUrl }) {
      const { status, json } = await call('/verifications', { reference, return_url: returnUrl })
      if (status === 201 && typeof json.url === 'string' && URL.canParse(json.url)) return { url: json.url }
      throw new VerificationFailure(`the request was answered ${status}`)
    },
    async result(token, reference) {
      const { status, json } = await call(`/verifications/${encodeURIComponent(token)}`)
      if (status !== 200 || json.reference !== reference) return { kind: 'not_verified' }
      const person = personOf(json)
      if (!person) throw new VerificationFailure('the result lacks something of the person')
      return { kind: 'verified', person }
    },
  }
}

function personOf({ ci, di, name, birth_date, phone }: Members): VerifiedPerson | undefined {
  const text = (value: unknown) => checkText(String(value ?? ''), { minLength: 1, maxLength: longestCi })
  const [named, born, reached] = [text(name), checkDate(String(birth_date)), checkPhone(String(phone))]
  const [connecting, own] = [text(ci), text(di)]
  if (connecting.kind !== 'valid' || own.kind !== 'valid' || named.kind !== 'valid') return undefined
  if (born.kind !== 'valid' || reached.kind !== 'valid') return undefined
  const known = { di: own.value, name: named.value, birthDate: born.value, phone: reached.value }
  return { ci: connecting.value as ConnectingInformation, ...known }
}
