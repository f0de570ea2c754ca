import type { ProviderProfile } from './identity.ts'
import type { Localized } from './localized.ts'

export type FieldName = string

/** `age` and `terms` ask what their names say; every other step asks the fields that name it. */
export type StepName = string

export type FieldValue = string | number | boolean

/** The part of JSON Schema 2020-12 that a field is declared with. Lengths are code points, as there. */
export type FieldSchema =
  | {
      readonly type: 'string'
      readonly minLength?: number
      readonly maxLength?: number
      readonly pattern?: string
      /** `phone` is kept as E.164; a number without a country is taken for Korean. `date` is a day that exists. */
      readonly format?: 'email' | 'phone' | 'date'
      readonly enum?: readonly string[]
    }
  | { readonly type: 'integer'; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: 'boolean' }

/** One thing that a person is asked about themselves, as it was declared. */
export type Field = {
  readonly name: FieldName
  /** The step that asks it. */
  readonly step: StepName
  readonly label: Localized
  readonly hint: Localized | null
  readonly required: boolean
  /** Whether no two people may give the same answer, by its `uniqueKey`. */
  readonly unique: boolean
  /** What of the provider's word is suggested. */
  readonly prefill: keyof ProviderProfile | null
  readonly schema: FieldSchema
}

const longestNickname = 30
const longestEmail = 254

/** The two fields that have a place of their own in a user; both may be declared stricter than this. */
export const builtinFields: readonly [nickname: Field, email: Field] = [
  {
    name: 'nickname',
    step: 'profile',
    label: { ko: '닉네임', en: 'Nickname' },
    hint: { ko: '30자까지 쓸 수 있어요.', en: 'Up to 30 characters.' },
    required: true,
    unique: false,
    prefill: 'nickname',
    schema: { type: 'string', minLength: 1, maxLength: longestNickname },
  },
  {
    name: 'email',
    step: 'profile',
    label: { ko: '이메일', en: 'Email' },
    hint: { ko: '연락을 받을 주소예요.', en: 'Where we can reach you.' },
    required: false,
    unique: false,
    prefill: 'email',
    schema: { type: 'string', format: 'email', maxLength: longestEmail },
  },
]
