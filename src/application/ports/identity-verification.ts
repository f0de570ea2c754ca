import type { Brand } from '../../domain/brand.ts'

/** The one number that every Korean service sees of a person (연계정보, CI). Never stored, never logged. */
export type ConnectingInformation = Brand<string, 'ConnectingInformation'>

/** What an identity-verification agency (본인확인기관) says of a person. */
export type VerifiedPerson = {
  readonly ci: ConnectingInformation
  /** The same person for this service alone (중복가입확인정보, DI). */
  readonly di: string
  readonly name: string
  /** YYYY-MM-DD. */
  readonly birthDate: string
  /** E.164. */
  readonly phone: string
}

/** Somebody who vouches that a person is who they are (본인인증). Throws `VerificationFailure` when absent, slow or mad. */
export type IdentityVerification = {
  /** Where the person proves who they are; they come back to `returnUrl` with a `token`. */
  begin(request: {
    readonly reference: string
    readonly returnUrl: string
  }): Promise<{ readonly url: string }>
  /** What was proved, once, for the one who asked by `reference`: a token of somebody else's is `not_verified`. */
  result(
    token: string,
    reference: string,
  ): Promise<
    { readonly kind: 'verified'; readonly person: VerifiedPerson } | { readonly kind: 'not_verified' }
  >
}

/** The agency is absent, slow or mad; the code is the one of any provider in that state. */
export class VerificationFailure extends Error {
  readonly code = 'provider_unavailable'

  constructor(hint: string) {
    super(`identity verification: ${hint}`)
    this.name = 'VerificationFailure'
  }
}
