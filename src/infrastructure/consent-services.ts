import type { HttpServices } from '../adapters/inbound/http/services.ts'
import { changeConsents } from '../application/change-consents.ts'
import { completeConsent } from '../application/complete-consent.ts'
import { readAskedConsents } from '../application/read-asked-consents.ts'
import { readConsents } from '../application/read-consents.ts'
import type { Config } from './config.ts'
import type { Watch } from './observe.ts'
import { observe } from './observe.ts'
import type { Container } from './services.ts'

type ConsentServices = Pick<
  HttpServices,
  'consents' | 'readConsents' | 'changeConsents' | 'readAskedConsents' | 'completeConsent'
>

/** What the HTTP door opens to of consents, each use case watched. */
export function consentServices(
  get: Container['get'],
  watch: Watch,
  { sessionTtlSeconds }: Config,
): ConsentServices {
  const needs = { consents: get('consents'), terms: get('terms'), clock: get('clock') }
  const issuing = {
    refreshTokens: get('refreshTokens'),
    accessTokens: get('accessTokens'),
    codes: get('codes'),
    codeSecrets: get('codeSecrets'),
    sessionTtlSeconds,
  }
  return {
    consents: needs.consents,
    readConsents: observe(watch, 'read-consents', readConsents(needs)),
    changeConsents: observe(watch, 'change-consents', changeConsents(needs)),
    readAskedConsents: observe(watch, 'read-asked-consents', readAskedConsents(needs)),
    completeConsent: observe(watch, 'complete-consent', completeConsent({ ...needs, ...issuing })),
  }
}
