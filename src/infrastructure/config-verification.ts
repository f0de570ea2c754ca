import type { Variables } from './config-variables.ts'

/** What the simulated agency is asked with; of no worth anywhere else. */
const simulatedSecret = 'simulated-verification-secret'

/** The identity-verification agency, or `null` where there is none. */
export function verificationOf(vars: Variables, simulator: { readonly port: number } | null) {
  const standIn = simulator && `http://127.0.0.1:${simulator.port}/identity-verification`
  const given = vars.text('IDENTITY_VERIFICATION_URL')
  if (given === null && standIn === null) return null
  const url = vars.url('IDENTITY_VERIFICATION_URL', standIn ?? 'https://agency.invalid')
  const secret = vars.text('IDENTITY_VERIFICATION_SECRET') ?? (given === null ? simulatedSecret : null)
  if (secret === null)
    vars.wrong('IDENTITY_VERIFICATION_SECRET', 'is required with IDENTITY_VERIFICATION_URL')
  return { url: url.href.replace(/\/$/, ''), secret: secret ?? '' }
}
