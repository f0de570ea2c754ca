import type { DomainEvent, EventId } from '../../domain/events.ts'
import type { Identity, IdentityId, ProviderName } from '../../domain/identity.ts'
import type { Completed, Ended, Kept, OpenSignup, SignupRefusal } from '../../domain/pending-signup.ts'
import type { UniqueAnswer } from '../../domain/unique-answers.ts'
import type { NewSession, SignedIn } from './logins.ts'
import type { SealedProfile } from './seals.ts'

/** Why there is no open signup: not built yet, finished, or gone for good. */
export type NoOpenSignup =
  | { readonly kind: 'signup_preparing' }
  | { readonly kind: 'already_completed' }
  | { readonly kind: 'signup_expired' }

/** The person may not have an account yet; what they had said is erased. */
export type UnderAge = { readonly kind: 'under_age' }

export type FoundSignup = {
  readonly kind: 'found'
  readonly signup: OpenSignup
  readonly sealedProfile: SealedProfile
}

/** Who is about to sign up. */
export type Newcomer = Pick<OpenSignup, 'identityId' | 'provider'>

/**
 * Half-finished signups. Each change locks the signup, lets a pure function decide, and stores what was
 * decided together with its events; a refusal writes nothing.
 */
export type Signups = {
  /**
   * Once for each event: stores the onboarding and the signup that `decide` makes and closes the event.
   * `already_handled` when the event had its effect before, `gone` when its identity has been erased.
   */
  open(
    event: EventId,
    decide: (newcomer: Newcomer, now: Date) => { signup: OpenSignup; events: readonly DomainEvent[] },
  ): Promise<'opened' | 'already_handled' | 'gone'>
  /** Whose first sight an event tells of; nobody, once the identity is erased. */
  newcomerOf(event: EventId): Promise<Identity | undefined>
  /** With what somebody who holds one of these answers can log in, without a word about who they are. */
  providersOf(answers: readonly UniqueAnswer[]): Promise<readonly ProviderName[]>
  find(identity: IdentityId): Promise<FoundSignup | NoOpenSignup>
  /** A signup that was decided to end is erased as by `end`, and the answer says that the person is too young. */
  keep(
    identity: IdentityId,
    decide: (signup: OpenSignup, now: Date) => Kept | Ended | SignupRefusal,
  ): Promise<FoundSignup | SignupRefusal | UnderAge | NoOpenSignup>
  /**
   * Stores the user, the link, the consents and the session; the sealed profile is erased. An answer that somebody
   * else holds is refused as `invalid_profile`, and of any number who race for it one gets it.
   */
  complete(
    identity: IdentityId,
    session: NewSession,
    decide: (signup: OpenSignup, now: Date) => Completed | Ended | SignupRefusal,
  ): Promise<SignedIn | SignupRefusal | UnderAge | NoOpenSignup>
  /** Erases the identity and all that it had said; to show it again is a first sight again. */
  end(
    identity: IdentityId,
    decide: (signup: OpenSignup) => Ended,
  ): Promise<{ readonly kind: 'ended' } | NoOpenSignup>
  /**
   * Once for each: of up to `limit` signups open for so many seconds, writes what `decide` tells; answers how many
   * there were.
   */
  remindDue(
    afterSeconds: number,
    limit: number,
    decide: (signup: OpenSignup, now: Date) => readonly DomainEvent[],
  ): Promise<number>
  /** Erases up to `limit` signups whose time is up; answers how many. */
  expireDue(limit: number, decide: (signup: OpenSignup, now: Date) => Ended | undefined): Promise<number>
}
