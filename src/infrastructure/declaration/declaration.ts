import type { Declaration } from '../../adapters/outbound/onboarding/declaration.ts'
import { builtinDeclaration } from '../../adapters/outbound/onboarding/declaration.ts'
import type { TermsText } from '../../adapters/outbound/onboarding/documents.ts'
import type { Field } from '../../domain/field.ts'
import { builtinFields } from '../../domain/field.ts'
import type { DeclarationFile } from './shape.ts'

type FieldEntry = NonNullable<NonNullable<DeclarationFile['onboarding']>['fields']>[number]

/** Full years that the law asks for where data of children needs a guardian (개인정보 보호법 22조의2). */
const usualMinimumAge = 14

/** A declaration of what a checked file says, and of the built-in where it says nothing. */
export function declarationOf(
  { onboarding = {}, terms }: DeclarationFile,
  minimumAge: number | null,
): Declaration {
  const { plan, documents } = builtinDeclaration
  const declared = onboarding.steps ?? plan.steps
  const steps = minimumAge === null || declared.includes('age') ? declared : ['age', ...declared]
  const titles = onboarding.step_titles
  return {
    plan: {
      steps,
      fields: onboarding.fields?.map(fieldOf) ?? plan.fields,
      ...(steps.includes('age') && { minimumAge: minimumAge ?? usualMinimumAge }),
      ...(titles && { titles }),
      ...(onboarding.layout === 'step_by_step' && { stepByStep: true }),
    },
    documents: terms?.map(documentOf) ?? documents,
  }
}

function fieldOf({
  name,
  step = 'profile',
  label,
  hint,
  required,
  unique,
  prefill,
  schema,
}: FieldEntry): Field {
  const builtin = builtinFields.find((field) => field.name === name)
  return {
    name,
    step,
    label,
    hint: hint ?? null,
    required: required ?? builtin?.required ?? false,
    unique: unique ?? false,
    prefill: prefill ?? builtin?.prefill ?? null,
    schema: { ...builtin?.schema, ...schema } as Field['schema'],
  }
}

function documentOf({
  effective_at,
  channels,
  kakao_tag,
  ...entry
}: NonNullable<DeclarationFile['terms']>[number]): TermsText {
  const { id, version, required, title, body = { ko: '', en: '' } } = entry
  return {
    id,
    version,
    required,
    effectiveAt: effective_at,
    title,
    body,
    ...(channels && { channels }),
    ...(kakao_tag !== undefined && { kakaoTag: kakao_tag }),
  }
}
