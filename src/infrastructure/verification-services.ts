import type { HttpServices } from '../adapters/inbound/http/services.ts'
import { hmacPersonKeys } from '../adapters/outbound/tokens/person-keys.ts'
import { httpVerification } from '../adapters/outbound/verification/http-verification.ts'
import { beginVerification } from '../application/begin-verification.ts'
import { completeVerification } from '../application/complete-verification.ts'
import type { Watch } from './observe.ts'
import { observe } from './observe.ts'
import type { Container, Given } from './services.ts'

type VerificationServices = Pick<HttpServices, 'beginVerification' | 'completeVerification'>

/** The step `identity` of a signup, each use case watched. */
export function verificationServices(
  get: Container['get'],
  watch: Watch,
  { config, secrets }: Pick<Given, 'config' | 'secrets'>,
): VerificationServices {
  const verification = config.verification && httpVerification(config.verification)
  const needs = { signups: get('signups'), seals: get('seals'), verification }
  const returnUrl = new URL('/signup/identity/callback', config.publicUrl).href
  const personKeys = hmacPersonKeys(secrets)
  return {
    beginVerification: observe(watch, 'begin-verification', beginVerification({ ...needs, returnUrl })),
    completeVerification: observe(
      watch,
      'complete-verification',
      completeVerification({ ...needs, personKeys }),
    ),
  }
}
