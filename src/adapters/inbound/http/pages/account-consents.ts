import { dayOf } from './dates.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { texts } from './texts/texts.ts'

export type AccountConsent = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly required: boolean
  readonly agreed: boolean
  readonly changed_at: string | null
}

/** The section of `/account` where a person sees what they agreed to, and changes what they may. */
export function accountConsents(language: Language, consents: readonly AccountConsent[]): Html {
  const said = texts[language].consents
  return html`<section aria-labelledby="consents">
<h2 id="consents">${said.title}</h2>
<ul class="sessions">${consents.map((consent) => item(language, consent))}</ul>
<p class="note"><a href="/users/me/consents/proof" download>${said.proof}</a></p>
</section>`
}

function item(language: Language, { id, title, url, required, agreed, changed_at }: AccountConsent): Html {
  const { consents: said, signup } = texts[language]
  const day = changed_at === null ? '' : dayOf(language, new Date(changed_at))
  const standing = agreed ? said.agreedOn(day) : changed_at === null ? said.notAgreed : said.withdrawnOn(day)
  const [name, label] = agreed ? ['withdraw', said.withdraw] : ['agree', said.agree]
  const button = html`<form method="post" action="/account/consents"><button class="button quiet" type="submit" name="${name}" value="${id}" aria-label="${label}: ${title}">${label}</button></form>`
  return html`<li><div><strong><a href="${url}">${title}</a></strong>
<span class="hint"><span class="mark${required && ' required'}">${required ? signup.required : signup.optional}</span> ${standing}</span></div>
${(!required || !agreed) && button}</li>`
}
