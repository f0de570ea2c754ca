import { Type } from 'typebox'

/** Bodies and answers that more than one route has. */

export const signedInSchema = Type.Object({
  status: Type.Literal('signed_in'),
  token_type: Type.Literal('Bearer'),
  access_token: Type.String({ description: 'A JWT by RFC 9068' }),
  expires_in: Type.Integer({ description: 'Seconds' }),
  refresh_token: Type.Optional(
    Type.String({ description: 'Works once. Absent where it is kept in an HttpOnly cookie instead.' }),
  ),
  user: Type.Object({ id: Type.String({ format: 'uuid' }), nickname: Type.String() }),
})

export const signupRequiredSchema = Type.Object({
  status: Type.Literal('signup_required'),
  signup_token: Type.String({ description: 'A bearer token for the signup calls of this person alone' }),
  expires_in: Type.Integer({ description: 'Seconds' }),
  signup_url: Type.String({ description: 'The page where a person can finish signup' }),
})

export const consentRequiredSchema = Type.Object({
  status: Type.Literal('consent_required'),
  consent_token: Type.String({ description: 'A bearer token for the consent calls of this login alone' }),
  expires_in: Type.Integer({ description: 'Seconds' }),
  consent_url: Type.String({ description: 'The page where the person can read the terms and agree' }),
})

/** A document that is asked for or was answered. */
export const termsSchema = {
  id: Type.String(),
  version: Type.String(),
  title: Type.String(),
  url: Type.String(),
  required: Type.Boolean(),
  agreed: Type.Boolean(),
}

/** An answer without a body, such as a redirect. */
export const nothing = (description: string) => Type.Null({ description })

/**
 * Answers to the declared fields, by name. Which there are is not known before the person is: the domain holds
 * them to the declaration, and OpenAPI shows them by it.
 */
export const declaredAnswers = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

/** Part of a signup's answers. */
export const answersSchema = Type.Object(
  {
    agreed_terms: Type.Optional(
      Type.Array(Type.String(), { maxItems: 100, description: 'Ids of terms agreed to' }),
    ),
    birth_date: Type.Optional(
      Type.String({ description: 'YYYY-MM-DD, where the step age is asked; only compared, never kept' }),
    ),
  },
  { additionalProperties: declaredAnswers },
)
