import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { texts } from './texts/texts.ts'

export type OtherLogins = {
  /** `label` is for a provider that our texts do not know. */
  readonly providers: readonly { readonly name: string; readonly label: string; readonly href: string }[]
  /** Whether somebody with the same verified e-mail logs in with these: said first then, else last and quietly. */
  readonly isLikely: boolean
}

/** Where a newcomer who may have an account is told how to link this login to it. */
export function otherLogins(language: Language, { providers, isLikely }: OtherLogins): Html {
  const { linking: said, providers: known } = texts[language]
  const named = providers.map(({ name, label, href }) => ({ name: known[name]?.name ?? label, href }))
  const links = named.map(
    ({ name, href }) =>
      html`<a class="button ${isLikely ? 'secondary' : 'quiet'}" href="${href}">${said.logInWith(name)}</a>`,
  )
  const anyOf = new Intl.ListFormat(language, { type: 'disjunction' }).format(named.map(({ name }) => name))
  return html`<section class="other-logins" aria-labelledby="other-logins">
<h2 id="other-logins">${said.question}</h2>
${isLikely && html`<p>${said.sameEmail(anyOf)}</p>`}
${links}
</section>`
}
