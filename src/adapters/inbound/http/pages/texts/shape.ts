import type { FieldName } from '../../../../../domain/profile.ts'
import type { ProblemCode } from '../../problem.ts'

/** What a person reads when something did not work: what happened, what to do. */
export type ErrorText = { readonly title: string; readonly detail: string }

/** Everything that the pages say. */
export type Texts = {
  readonly product: string
  readonly skip: string
  readonly login: {
    readonly title: string
    readonly lead: string
    readonly continueWith: Readonly<Record<string, string>>
    readonly agreement: string
  }
  readonly signup: {
    readonly title: string
    readonly lead: string
    readonly terms: string
    readonly profile: string
    readonly required: string
    readonly optional: string
    readonly read: string
    readonly fields: Readonly<Record<FieldName, { readonly label: string; readonly hint: string }>>
    readonly submit: string
    readonly abandon: string
    readonly keptUntil: (date: string) => string
    readonly summary: string
    /** By the code of a field's error; a field and a code that no text is written for reads as `other`. */
    readonly errors: Readonly<Record<string, string>> & { readonly other: string }
  }
  readonly preparing: { readonly title: string; readonly lead: string }
  readonly account: {
    readonly title: (nickname: string) => string
    readonly lead: string
    readonly nickname: string
    readonly email: string
    readonly noEmail: string
    readonly verified: string
    readonly since: string
    readonly signOut: string
  }
  readonly terms: { readonly version: string; readonly effective: string }
  readonly error: { readonly requestId: string; readonly toLogin: string }
  readonly errors: Readonly<Record<ProblemCode, ErrorText>>
}
