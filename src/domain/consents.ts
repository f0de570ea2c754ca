import type { DomainEvent } from './events.ts'
import type { StepName } from './field.ts'
import type { Locale } from './localized.ts'
import type { FieldError } from './profile.ts'
import type { Device } from './session.ts'
import type { TermsVersion } from './terms.ts'
import type { UserId } from './user.ts'

/** Where a consent was given or withdrawn. */
export type ConsentSource = 'signup' | 'login' | 'account' | 'kakao_sync'

/** One line of the ledger: never changed, never erased, so that it proves something. */
export type LedgerEntry = {
  readonly terms: Pick<TermsVersion, 'id' | 'version' | 'hash' | 'channels'>
  readonly action: 'given' | 'withdrawn'
  readonly at: Date
  readonly source: ConsentSource
  /** In which language the document was shown; `null` where somebody else showed it. */
  readonly locale: Locale | null
  /** From where; `null` where somebody else asked. */
  readonly device: Device | null
}

/** How a person says what they agree to. */
export type Circumstances = Pick<LedgerEntry, 'source' | 'locale' | 'device'>

/** What a person wants to give and to withdraw, by the ids of documents. */
export type ConsentWishes = { readonly agreed: readonly string[]; readonly withdrawn: readonly string[] }

/** What is to be written of a person's wishes. */
export type RecordedConsents = {
  readonly kind: 'recorded'
  readonly entries: readonly LedgerEntry[]
  readonly events: readonly DomainEvent[]
}

export type InvalidConsents = { readonly kind: 'invalid_consents'; readonly errors: readonly FieldError[] }

/** The second, where a login waits for all that is required. */
export type ConsentRefusal =
  | InvalidConsents
  | { readonly kind: 'onboarding_incomplete'; readonly steps: readonly StepName[] }

/** Milliseconds after which giving again is a confirmation, and no second press of a button. */
const confirmationMs = 24 * 60 * 60 * 1_000

/** What a person said last of a document, whichever version it had. */
export function lastWord(ledger: readonly LedgerEntry[], id: string): LedgerEntry | undefined {
  return ledger.findLast(({ terms }) => terms.id === id)
}

/** The required versions that a person has not agreed to. */
export function unansweredTerms(
  asked: readonly TermsVersion[],
  ledger: readonly LedgerEntry[],
): TermsVersion[] {
  const isGiven = ({ id, version }: TermsVersion) =>
    ledger.some(({ terms, action }) => action === 'given' && terms.id === id && terms.version === version)
  return asked.filter((terms) => terms.required && !isGiven(terms))
}

/**
 * Decides what to write of a person's wishes. What stands already is not written again, except a consent of
 * another version, and a marketing consent confirmed on another day. What is required cannot be withdrawn: who
 * wants that leaves the service.
 */
export function changeConsents(
  user: UserId,
  { current, ledger }: { current: readonly TermsVersion[]; ledger: readonly LedgerEntry[] },
  { agreed, withdrawn }: ConsentWishes,
  circumstances: Circumstances,
  now: Date,
): RecordedConsents | InvalidConsents {
  const errors = [
    ...unknownTerms(current, agreed, 'agreed_terms'),
    ...wrongWithdrawals(current, agreed, withdrawn),
  ]
  if (errors.length > 0) return { kind: 'invalid_consents', errors }
  const entries = current.flatMap((terms): LedgerEntry[] => {
    const last = lastWord(ledger, terms.id)
    const entry = { terms: reference(terms), at: now, ...circumstances }
    if (withdrawn.includes(terms.id))
      return last?.action === 'given' ? [{ ...entry, action: 'withdrawn' }] : []
    if (!agreed.includes(terms.id) || stands(terms, last, now)) return []
    return [{ ...entry, action: 'given' }]
  })
  return { kind: 'recorded', entries, events: entries.flatMap((entry) => consentEvents(user, entry)) }
}

/** What a ledger keeps of a document. */
export function reference({ id, version, hash, channels }: TermsVersion): LedgerEntry['terms'] {
  return { id, version, hash, ...(channels && { channels }) }
}

/** A person is told of every change to marketing (정보통신망법 50조 7항): whoever sends listens to these. */
export function consentEvents(userId: UserId, { terms, action }: LedgerEntry): DomainEvent[] {
  if (!terms.channels) return []
  const type = action === 'given' ? 'MarketingConsentGiven' : 'MarketingConsentWithdrawn'
  return [{ type, userId, termsId: terms.id, termsVersion: terms.version }]
}

function stands({ version, channels }: TermsVersion, last: LedgerEntry | undefined, now: Date): boolean {
  if (last?.action !== 'given' || last.terms.version !== version) return false
  return !channels || now.getTime() - last.at.getTime() < confirmationMs
}

function unknownTerms(current: readonly TermsVersion[], ids: readonly string[], field: string): FieldError[] {
  const known: readonly string[] = current.map(({ id }) => id)
  if (ids.every((id) => known.includes(id))) return []
  return [{ field, code: 'unknown_terms', detail: `Send only terms that are in force: ${known.join(', ')}.` }]
}

function wrongWithdrawals(
  current: readonly TermsVersion[],
  agreed: readonly string[],
  withdrawn: readonly string[],
): FieldError[] {
  const field = 'withdrawn_terms'
  const required = current.filter((terms) => terms.required && withdrawn.includes(terms.id))
  const both = withdrawn.filter((id) => agreed.includes(id))
  return [
    ...unknownTerms(current, withdrawn, field),
    ...required.map(({ id }) => ({
      field,
      code: 'required_terms',
      detail: `${id} is required; to take it back, leave the service.`,
    })),
    ...both.map((id) => ({
      field,
      code: 'contradiction',
      detail: `${id} is agreed to and withdrawn at once.`,
    })),
  ]
}
