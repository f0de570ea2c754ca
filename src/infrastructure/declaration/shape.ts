import type { Static } from 'typebox'
import { Type } from 'typebox'

const exact = { additionalProperties: false } as const
const word = '^[a-z][a-z0-9_]{0,39}$'
const tag = '^[A-Za-z0-9._-]{1,64}$'

const localized = Type.Object(
  { ko: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { ...exact, description: 'The same in every language' },
)
const length = Type.Integer({ minimum: 0, maximum: 1_000 })

const fieldSchema = Type.Object(
  {
    type: Type.Enum(['string', 'integer', 'boolean']),
    minLength: Type.Optional(length),
    maxLength: Type.Optional(length),
    pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    format: Type.Optional(Type.Enum(['email', 'phone', 'date'])),
    enum: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 200 })),
    minimum: Type.Optional(Type.Integer()),
    maximum: Type.Optional(Type.Integer()),
  },
  { ...exact, description: 'JSON Schema 2020-12, as much of it as a field may use' },
)

const field = Type.Object(
  {
    name: Type.String({ pattern: word }),
    step: Type.Optional(Type.String()),
    label: localized,
    hint: Type.Optional(localized),
    required: Type.Optional(Type.Boolean()),
    unique: Type.Optional(Type.Boolean()),
    prefill: Type.Optional(Type.Enum(['nickname', 'email'])),
    schema: fieldSchema,
  },
  exact,
)

const terms = Type.Object(
  {
    id: Type.String({ pattern: tag }),
    version: Type.String({ pattern: tag }),
    required: Type.Boolean(),
    effective_at: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    title: localized,
    body: Type.Optional(localized),
    body_files: Type.Optional(localized),
    channels: Type.Optional(
      Type.Array(Type.Enum(['email', 'sms', 'kakaotalk', 'push', 'night']), { minItems: 1 }),
    ),
    kakao_tag: Type.Optional(Type.String({ pattern: tag })),
  },
  exact,
)

/** What a declaration file looks like. */
export const declarationShape = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    onboarding: Type.Optional(
      Type.Object(
        {
          steps: Type.Optional(Type.Array(Type.String({ pattern: word }), { minItems: 1, maxItems: 20 })),
          step_titles: Type.Optional(Type.Record(Type.String(), localized)),
          layout: Type.Optional(Type.Enum(['one_page', 'step_by_step'])),
          fields: Type.Optional(Type.Array(field, { minItems: 1, maxItems: 50 })),
        },
        exact,
      ),
    ),
    terms: Type.Optional(Type.Array(terms, { maxItems: 200 })),
  },
  exact,
)

export type DeclarationFile = Static<typeof declarationShape>
