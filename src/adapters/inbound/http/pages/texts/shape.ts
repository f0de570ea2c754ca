import type { ProblemCode } from '../../problem.ts'
import type { Html } from '../html.ts'

/** What a person reads when something did not work: what happened, what to do, and where; else at the login page. */
export type ErrorText = {
  readonly title: string
  readonly detail: string
  readonly action?: { readonly href: '/signup' | '/account'; readonly label: string }
}

/** Everything that the pages say. */
export type Texts = {
  readonly product: string
  readonly skip: string
  /** By the name of the provider, as in the names of routes; one that is not here goes by that name. */
  readonly providers: Readonly<Record<string, { readonly name: string; readonly continueWith: string }>>
  readonly login: {
    readonly title: string
    readonly greeting: string
    readonly lead: string
    readonly continueWithOther: (provider: string) => string
    readonly newcomers: string
    readonly noProviders: string
  }
  readonly signup: {
    readonly title: string
    readonly lead: (provider: string) => string
    /** Where there is more than one page. */
    readonly leadOfSteps: (provider: string) => string
    /** Before the title of the document, so that it is the first thing heard of a form that came back. */
    readonly failed: string
    readonly terms: string
    readonly profile: string
    readonly required: string
    readonly optional: string
    readonly read: string
    /** What `read` leads to, for who hears the link without what stands around it. */
    readonly readTerms: (title: string) => string
    readonly readTermsHere: (title: string) => string
    readonly readInNewTab: string
    readonly agreeAll: string
    readonly agreeAllHint: string
    readonly age: string
    readonly identity: string
    readonly identityHint: string
    readonly identityBegin: string
    readonly birthDate: string
    readonly birthDateHint: string
    /** The first choice of a list, which is none. */
    readonly choose: string
    /** What the list of pages is, for who hears it. */
    readonly progress: string
    readonly next: string
    readonly submit: string
    readonly abandon: string
    readonly keptUntil: (time: Html) => Html
    readonly summary: string
    /** By the code of a field's error; a field and a code that no text is written for reads as `other`. */
    readonly errors: Readonly<Record<string, string>> & { readonly other: string }
  }
  readonly preparing: { readonly title: string; readonly lead: string }
  /** Between a form and the page of somebody else. */
  readonly onward: {
    readonly toLogin: (provider: string) => string
    readonly toIdentity: string
    readonly link: string
  }
  readonly account: {
    readonly title: string
    readonly greeting: (nickname: Html) => Html
    readonly lead: string
    readonly nickname: string
    readonly email: string
    readonly noEmail: string
    readonly verified: string
    readonly since: string
    readonly signOut: string
    readonly signOutOfProvider: (provider: string) => string
  }
  readonly identities: {
    readonly title: string
    readonly since: (day: string) => string
    readonly add: (provider: string) => string
    readonly merge: (provider: string) => string
    readonly remove: string
    /** What `remove` removes, for who hears the button without what stands around it. */
    readonly removeNamed: (provider: string) => string
  }
  readonly linking: {
    readonly question: string
    /** `providers` is one name, or several with the word for "or" between them. */
    readonly sameEmail: (providers: string) => string
    readonly logInWith: (provider: string) => string
    readonly confirm: (provider: string) => string
    readonly signedInAs: (nickname: Html) => Html
    readonly link: (provider: string) => string
    readonly notNow: string
    readonly linked: (provider: string) => string
    readonly toAccount: string
  }
  readonly sessions: {
    readonly title: string
    readonly current: string
    readonly lastUsed: (time: string, address: string) => string
    readonly end: string
    /** What `end` ends, for who hears the button without what stands around it. */
    readonly endNamed: (device: string) => string
    readonly endOthers: string
  }
  readonly devices: {
    readonly unknown: string
    readonly browserOn: (browser: string, system: string) => string
    /** Where a name is not the one that the device gives itself. */
    readonly names: Readonly<Record<string, string>>
  }
  readonly consent: {
    readonly title: string
    readonly lead: string
    readonly submit: string
    readonly later: string
  }
  readonly consents: {
    readonly title: string
    readonly agreedOn: (day: string) => string
    readonly withdrawnOn: (day: string) => string
    readonly notAgreed: string
    readonly agree: string
    readonly withdraw: string
    readonly proof: string
  }
  readonly withdrawal: {
    readonly link: string
    readonly title: string
    readonly lead: string
    readonly sessions: string
    readonly erased: string
    readonly kept: string
    readonly grace: (days: number) => string
    readonly noGrace: string
    readonly submit: string
    readonly stay: string
    readonly goodbye: string
    readonly done: string
  }
  readonly terms: { readonly version: string; readonly effective: string }
  readonly error: {
    readonly support: string
    readonly code: string
    readonly requestId: string
    readonly toLogin: string
  }
  readonly errors: Readonly<Record<ProblemCode, ErrorText>>
}
