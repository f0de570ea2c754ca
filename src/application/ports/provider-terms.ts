import type { Identity } from '../../domain/identity.ts'

/** Terms of ours that a person agreed to at a provider, under the provider's name for them. */
export type AgreedTag = { readonly tag: string; readonly at: Date }

/** What people agreed to before they came to us. */
export type ProviderTerms = {
  /**
   * Everything that this person agreed to. `unknown` when the provider would not or could not say: then we ask
   * ourselves, which nobody is harmed by. `hint` is for the operator's log alone.
   */
  agreedTo(
    identity: Identity,
  ): Promise<
    | { readonly kind: 'agreed'; readonly tags: readonly AgreedTag[] }
    | { readonly kind: 'unknown'; readonly hint: string }
  >
}
