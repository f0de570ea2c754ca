import { Type } from 'typebox'
import { termsSchema } from './schemas.ts'

const text = Type.Union([Type.String(), Type.Null()])

/** The pending signup as a client sees it. */
export const signupSchema = Type.Object({
  status: Type.Literal('pending'),
  version: Type.Integer({ description: 'Send it as If-Match to change what you have seen and nothing else' }),
  provider: Type.String(),
  profile: Type.Object({ nickname: text, email: text, image_url: text }),
  steps: Type.Array(
    Type.Object({ name: Type.String(), status: Type.Union([Type.Literal('todo'), Type.Literal('done')]) }),
  ),
  terms: Type.Array(Type.Object(termsSchema)),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      step: Type.String({ description: 'The step that asks it' }),
      label: Type.String(),
      hint: text,
      required: Type.Boolean(),
      schema: Type.Unknown({ description: 'What a good answer is, as JSON Schema' }),
      value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
    }),
  ),
  expires_at: Type.String({ format: 'date-time' }),
})

export const preparingSchema = Type.Object({ status: Type.Literal('preparing') })
