/** What a person may answer about themselves. A missing field is not answered yet. */
export type ProfileAnswers = { readonly nickname?: string; readonly email?: string }

export type FieldName = keyof ProfileAnswers

/** Answers as they are sent: a missing field stays as it was, `null` takes the answer back. */
export type SentProfile = { readonly [Name in FieldName]?: string | null }

/** One wrong answer: which field, a stable word for why, and what would be right. */
export type FieldError = { readonly field: string; readonly code: string; readonly detail: string }

export type Checked<Value> =
  | { readonly kind: 'valid'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly code: string; readonly detail: string }

const longestNickname = 30
const longestEmail = 254

/** 1 to 30 code points after NFC and trimming, no control characters or lone surrogates. */
export function checkNickname(raw: string): Checked<string> {
  if (!raw.isWellFormed())
    return invalid('malformed_text', 'Send well-formed Unicode, without lone surrogates.')
  const nickname = raw.normalize('NFC').trim()
  if (/\p{Cc}/u.test(nickname)) return invalid('control_character', 'Leave out control characters.')
  const length = [...nickname].length
  if (length === 0) return invalid('too_short', 'Give at least 1 character.')
  if (length > longestNickname) return invalid('too_long', `Give at most ${longestNickname} characters.`)
  return { kind: 'valid', value: nickname }
}

/** An addr-spec as the HTML standard takes it, with a dot in the domain; normalised before it is checked. */
export function checkEmail(raw: string): Checked<string> {
  const email = raw.normalize('NFKC').trim()
  const shape =
    /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$/
  if (email.length > longestEmail) return invalid('too_long', `Give at most ${longestEmail} characters.`)
  if (!shape.test(email)) return invalid('not_an_email', 'Give an address such as name@example.com.')
  return { kind: 'valid', value: email }
}

const checks: Record<FieldName, (raw: string) => Checked<string>> = {
  nickname: checkNickname,
  email: checkEmail,
}

/** Checks every answer given and tells of every wrong one at once. */
export function checkProfile(sent: SentProfile): { answers: SentProfile; errors: FieldError[] } {
  const answers: { [Name in FieldName]?: string | null } = {}
  const errors: FieldError[] = []
  for (const field of Object.keys(checks) as FieldName[]) {
    const raw = sent[field]
    if (raw === undefined) continue
    const checked = raw === null ? { kind: 'valid' as const, value: null } : checks[field](raw)
    if (checked.kind === 'valid') answers[field] = checked.value
    else errors.push({ field, code: checked.code, detail: checked.detail })
  }
  return { answers, errors }
}

/** What is answered after more was sent. */
export function merge(before: ProfileAnswers, sent: SentProfile): ProfileAnswers {
  const entries = Object.entries({ ...before, ...sent }).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  return Object.fromEntries(entries)
}

function invalid(code: string, detail: string): Checked<never> {
  return { kind: 'invalid', code, detail }
}
