import { gate } from './gate.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type LoginView = {
  /** `label` is for a provider that our texts do not know. */
  readonly providers: readonly { readonly name: string; readonly label?: string; readonly href: string }[]
}

/** Where a person chooses how to log in. */
export function loginPage(language: Language, { providers }: LoginView): string {
  const { login, providers: known } = texts[language]
  const buttons = providers.map(({ name, label, href }) => {
    const text = known[name]?.continueWith ?? login.continueWithOther(label ?? name)
    return html`<li><a class="provider ${name}" href="${href}">${symbols[name]}<span>${text}</span></a></li>`
  })
  const body = html`<div class="welcome">${gate}<h1>${login.greeting}</h1>
<p class="lead">${login.lead}</p></div>
${buttons.length > 0 ? html`<ul class="providers">${buttons}</ul>` : html`<p>${login.noProviders}</p>`}
<p class="note">${login.newcomers}</p>`
  return page(language, { title: login.title, body })
}

/** Of our own drawing, in the place where the provider's guideline wants its symbol. */
const symbols: Readonly<Record<string, Html>> = {
  kakao: html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M10 1.5c5 0 9 3.1 9 7s-4 7-9 7c-.6 0-1.2 0-1.7-.1L4.5 18.2l.8-3.6C2.7 13.4 1 11.1 1 8.5c0-3.9 4-7 9-7z" fill="currentColor"/></svg>`,
  naver: html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M3 3h4.9l4.3 6.4V3H17v14h-4.9L7.8 10.6V17H3z" fill="currentColor"/></svg>`,
  google: html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false" fill="none" stroke-width="3.4"><path d="M16 5.2A7.6 7.6 0 0 0 4 5.5" stroke="#ea4335"/><path d="M4 5.5a7.6 7.6 0 0 0 0 9" stroke="#fbbc04"/><path d="M4 14.5a7.6 7.6 0 0 0 11 1.2" stroke="#34a853"/><path d="M15 15.7a7.6 7.6 0 0 0 2.6-5.6H10" stroke="#4285f4"/></svg>`,
  line: html`<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M10 2c4.6 0 8.4 3 8.4 6.8 0 1.5-.6 2.9-1.8 4.2-1.8 2-5.7 4.5-6.6 4.9-.9.4-.8-.2-.7-.5l.1-.8c0-.2.1-.6-.1-.8-.1-.2-.5-.3-.7-.3C4.6 15 1.6 12.2 1.6 8.8 1.6 5 5.4 2 10 2z" fill="currentColor"/></svg>`,
}
