import type { ProblemCode } from '../problem.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

export type ErrorView = { readonly code: ProblemCode; readonly requestId: string }

/** What happened and what to do, in the person's words; the code is there for whoever helps them. */
export function errorPage(language: Language, { code, requestId }: ErrorView): string {
  const { error, errors } = texts[language]
  const { title, detail } = errors[code]
  const body = html`<h1>${title}</h1>
<p class="lead">${detail}</p>
<p><a class="secondary" href="/login">${error.toLogin}</a></p>
<p class="note">${error.requestId} <code>${code}</code> <code>${requestId}</code></p>`
  return page(language, { title, body })
}
