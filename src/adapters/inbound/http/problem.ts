/** What can go wrong for a caller: the status and the short title of each code of the contract. */
const problems = {
  invalid_request: [400, 'The request is not valid'],
  invalid_body: [400, 'The body does not have the right shape'],
  invalid_state: [400, 'This login was not begun in this browser, or took too long'],
  invalid_code: [400, 'The provider did not accept the code'],
  return_to_not_allowed: [400, 'return_to may not be followed'],
  unknown_client: [400, 'This application is not known here'],
  redirect_uri_not_allowed: [400, 'This application may not have people sent there'],
  native_login_unsupported: [400, 'This login is not taken from an app'],
  invalid_provider_token: [400, "The provider's token was not accepted"],
  invalid_nonce: [400, 'The nonce is not one of ours, or was used'],
  not_a_navigation: [400, 'A login begins with a visit to this address'],
  invalid_token: [401, 'The token is missing or not valid'],
  invalid_grant: [401, 'The refresh token is not valid'],
  not_verified: [422, 'The agency did not prove who the person is'],
  already_member: [409, 'This person has an account'],
  under_age: [403, 'The person is too young to sign up'],
  signup_refused: [403, 'The service does not take this signup'],
  access_denied: [403, 'The login was refused'],
  user_blocked: [403, 'This user may not log in'],
  invalid_signature: [403, 'The signature is not the one of the sender'],
  origin_not_allowed: [403, 'This origin may not make the call'],
  not_found: [404, 'There is nothing at this address'],
  unknown_identity: [404, 'The user has no such identity'],
  unknown_session: [404, 'The user has no such session'],
  verification_not_asked: [404, 'This signup asks for no identity verification'],
  unknown_provider: [404, 'This provider is not switched on'],
  method_not_allowed: [405, 'The address does not take this method'],
  request_timeout: [408, 'The request took too long to arrive'],
  signup_preparing: [409, 'The signup is being prepared'],
  identity_taken: [409, 'The identity belongs to another account'],
  last_identity: [409, 'It is the only way into the account'],
  already_completed: [409, 'The signup was completed before'],
  signup_expired: [410, 'The signup has ended'],
  version_conflict: [412, 'The signup was changed elsewhere'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The body must be JSON'],
  invalid_consents: [422, 'Some consents cannot be given or withdrawn'],
  invalid_profile: [422, 'Some answers are not right'],
  onboarding_incomplete: [422, 'Some steps are left'],
  rate_limited: [429, 'Too many calls'],
  headers_too_large: [431, 'The headers are too large'],
  internal_error: [500, 'Something went wrong on our side'],
  provider_unavailable: [502, 'The provider cannot be used at the moment'],
  provider_busy: [503, 'The provider is busy'],
  service_unavailable: [503, 'The service cannot serve at the moment'],
  signup_unavailable: [503, 'Nobody can say at the moment whether the signup may be completed'],
  provider_timeout: [504, 'The provider took too long'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemCode = keyof typeof problems

/** One member of `errors[]`: a field, a stable word for what is wrong with it, and what would be right. */
export type ProblemField = { readonly field: string; readonly code: string; readonly detail: string }

export type ProblemMembers = {
  readonly detail?: string
  readonly errors?: readonly ProblemField[]
  readonly steps?: readonly string[]
  /** With what a person can log in. */
  readonly providers?: readonly string[]
}

/** What is said to the person instead of what we would say, in each language. */
export type Said = { readonly ko: string; readonly en: string }

/** An answer that is not the hoped-for one; thrown by a route, rendered in one place. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly members: ProblemMembers
  readonly headers: Readonly<Record<string, string>>
  readonly said: Said | undefined

  constructor(
    code: ProblemCode,
    members: ProblemMembers = {},
    headers: Readonly<Record<string, string>> = {},
    said?: Said,
  ) {
    super(problems[code][1])
    this.name = 'Problem'
    this.code = code
    this.status = problems[code][0]
    this.members = members
    this.headers = headers
    this.said = said
  }
}

/** The body of a problem by RFC 9457. `code` is the stable word to branch on. */
export function problemBody(
  { code, status, message, members, said }: Problem,
  requestId: string,
  language: keyof Said = 'en',
) {
  const { detail: advice = message, ...more } = members
  const detail = said?.[language] ?? advice
  return {
    type: `urn:daemun:problem:${code}`,
    title: message,
    status,
    detail,
    code,
    request_id: requestId,
    ...more,
  }
}

/** RFC 6750 3: a 401 says which scheme is wanted, and no more about why. */
export function invalidToken(presented: boolean): Problem {
  const detail = 'Send a valid token as Authorization: Bearer <token>.'
  return new Problem(
    'invalid_token',
    { detail },
    { 'www-authenticate': presented ? 'Bearer error="invalid_token"' : 'Bearer' },
  )
}
