import { createHash } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Applicant } from '../../../domain/applicant.ts'

export type SignedMessage = { readonly body: string; readonly headers: Readonly<Record<string, string>> }

/**
 * What is sent about an applicant, signed by Standard Webhooks: one signature for each secret, so that either end
 * can change its own first. The same applicant has the same id and the same body; with other answers both are others,
 * so that a receiver may keep its verdict by the id.
 */
export function signedMessages(secrets: readonly string[]) {
  const signers = secrets.map((secret) => new Webhook(secret))
  return (applicant: Applicant, now: Date): SignedMessage => {
    const body = JSON.stringify({ type: 'signup.before', data: dataOf(applicant) })
    const id = `signup_${createHash('sha256').update(body).digest('base64url')}`
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': signers.map((signer) => signer.sign(id, now, body)).join(' '),
      },
    }
  }
}

function dataOf(applicant: Applicant) {
  const { signupId, identityId, provider, profile, emailVerified, agreedTerms, locale } = applicant
  return {
    signup_id: signupId,
    identity_id: identityId,
    provider,
    profile: Object.fromEntries(Object.entries(profile).sort(([a], [b]) => (a < b ? -1 : 1))),
    email_verified: emailVerified,
    agreed_terms: agreedTerms.map(({ id, version }) => ({ id, version })),
    locale,
  }
}
