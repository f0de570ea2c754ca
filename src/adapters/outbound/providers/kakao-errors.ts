import type { ProviderRefusal } from '../../../application/ports/identity-providers.ts'
import { hintOf } from './kakao-advice.ts'
import type { Meaning } from './meanings.ts'
import { lookUp, ours, refuse } from './meanings.ts'
import type { ProviderAnswer } from './provider-http.ts'

/** Kakao's codes at the token endpoint. Its `error_description` is never read: KOE320 repeats the code there. */
const koe: Readonly<Record<string, Meaning>> = {
  KOE001: ours('the request is malformed'),
  KOE002: ours('KAKAO_AUTH_URL has a wrong path'),
  KOE003: { means: 'provider_unavailable', hint: 'Kakao has a temporary fault' },
  KOE004: ours(hintOf('KOE004')),
  KOE005: { means: 'access_denied', hint: hintOf('KOE005') },
  KOE006: ours(hintOf('KOE006')),
  KOE008: ours(hintOf('KOE008')),
  KOE009: ours(hintOf('KOE009')),
  KOE010: ours(hintOf('KOE010')),
  KOE101: ours(hintOf('KOE101')),
  KOE114: { means: 'invalid_code', hint: 'the code was issued to another app key' },
  KOE126: ours(hintOf('KOE126')),
  KOE127: ours(hintOf('KOE127')),
  KOE203: { means: 'access_denied', hint: 'a required consent item was not agreed to' },
  KOE204: ours('a parameter is invalid'),
  KOE205: ours(hintOf('KOE205')),
  KOE207: ours('a required parameter is missing'),
  KOE237: { means: 'provider_busy', hint: hintOf('KOE237') },
  KOE303: { means: 'invalid_code', hint: hintOf('KOE303') },
  KOE310: ours('the grant type is not supported'),
  KOE320: { means: 'invalid_code', hint: 'the code is unknown, expired or used' },
  KOE322: { means: 'invalid_code', hint: 'the grant is expired or unknown' },
  KOE406: { means: 'access_denied', hint: "the person is under the app's age limit" },
  KOE9798: { means: 'provider_unavailable', hint: 'Kakao is under maintenance' },
}

/** RFC 6749 5.2, for an answer without a code of Kakao's that we know. */
const standard: Readonly<Record<string, Meaning>> = {
  invalid_grant: { means: 'invalid_code', hint: 'the code was refused' },
  access_denied: { means: 'access_denied', hint: 'Kakao refused this person' },
  invalid_client: ours('KAKAO_CLIENT_ID or KAKAO_CLIENT_SECRET is wrong'),
  unauthorized_client: ours('this app may not use the code flow'),
  invalid_scope: ours(hintOf('KOE205')),
}

/** Codes of the user API (kapi.kakao.com). */
const userApi: Readonly<Record<string, Meaning>> = {
  '-3': ours(hintOf('KOE004')),
  '-4': { means: 'access_denied', hint: 'the Kakao account is blocked' },
  '-5': ours('the app lacks a permission'),
  '-10': { means: 'provider_busy', hint: "the app's quota is used up" },
  '-12': ours('the app or its developer is suspended'),
  '-103': { means: 'access_denied', hint: 'the Kakao account is dormant or gone' },
  '-405': { means: 'access_denied', hint: "the person's age is not verified" },
  '-406': { means: 'access_denied', hint: "the person is under the app's age limit" },
  '-451': { means: 'access_denied', hint: 'the person is under 14' },
  '-9798': { means: 'provider_unavailable', hint: 'Kakao is under maintenance' },
}

/** What the contract says to an answer of the token endpoint that is no token. Never decided by the status. */
export function tokenRefusal({ status, json }: ProviderAnswer): ProviderRefusal {
  const code = json.error_code
  const meaning = lookUp(koe, code) ?? lookUp(standard, json.error)
  return refuse('kakao', meaning, `/oauth/token answered ${status} ${known(code) || 'without a code'}`)
}

/** The same for an answer of the user API that is not what was asked for. */
export function userApiRefusal({ status, json }: ProviderAnswer, path = '/v2/user/me'): ProviderRefusal {
  const code = String(json.code ?? '')
  return refuse(
    'kakao',
    lookUp(userApi, code),
    `${path} answered ${status} ${known(code) || 'without a code'}`,
  )
}

/** Only what looks like a code goes to the log. */
function known(code: unknown): string {
  return typeof code === 'string' && /^(?:KOE)?-?\d{1,5}$/.test(code) ? code : ''
}
