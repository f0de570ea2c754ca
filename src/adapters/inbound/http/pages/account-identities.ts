import type { LinkedIdentity } from '../../../../application/ports/links.ts'
import { dayOf } from './dates.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { texts } from './texts/texts.ts'

export type IdentitiesView = {
  readonly identities: readonly LinkedIdentity[]
  /** Every provider that is switched on; `label` is its own name, where our texts have none. */
  readonly providers: readonly { readonly name: string; readonly label: string }[]
}

/** The section of `/account` where a person sees what they log in with, adds a login and takes one away. */
export function accountIdentities(language: Language, { identities, providers }: IdentitiesView): Html {
  const said = texts[language].identities
  const nameOf = (name: string) =>
    texts[language].providers[name]?.name ?? providers.find((each) => each.name === name)?.label ?? name
  const addable = providers.filter(({ name }) => !identities.some(({ provider }) => provider === name))
  return html`<section aria-labelledby="identities">
<h2 id="identities">${said.title}</h2>
<ul class="sessions">${identities.map(
    ({ id, provider, firstSeenAt }) => html`<li><div><strong>${nameOf(provider)}</strong>
<span class="hint">${said.since(dayOf(language, firstSeenAt))}</span></div>
${
  identities.length > 1 &&
  html`<form method="post" action="/account/identities/${id}/remove"><button class="button quiet" type="submit" aria-label="${said.removeNamed(nameOf(provider))}">${said.remove}</button></form>`
}</li>`,
  )}</ul>
${addable.map(({ name }) => addition(name, said.add(nameOf(name)), said.merge(nameOf(name))))}
</section>`
}

function addition(name: string, add: string, merge: string): Html {
  return html`<form method="post" action="/account/link/${name}"><button class="button secondary" type="submit">${add}</button></form>
<form method="post" action="/account/link/${name}"><input type="hidden" name="merge" value="true"><button class="button quiet" type="submit">${merge}</button></form>`
}
