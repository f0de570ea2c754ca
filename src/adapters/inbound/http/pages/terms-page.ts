import type { TermsDocument } from '../../../../application/ports/terms-catalog.ts'
import { dayOf } from './dates.ts'
import { html } from './html.ts'
import type { Language } from './language.ts'
import { page } from './layout.ts'
import { texts } from './texts/texts.ts'

/** One version of a document, to be read before agreeing to it. */
export function termsPage(
  language: Language,
  { title, version, body: text, effectiveAt }: TermsDocument,
): string {
  const said = texts[language].terms
  const paragraphs = text.split(/(?:\r?\n){2,}/).map((paragraph) => html`<p>${paragraph}</p>`)
  const body = html`<article class="document"><h1>${title}</h1>
<p class="note">${said.version} ${version} · ${said.effective} ${dayOf(language, effectiveAt)}</p>
${paragraphs}</article>`
  return page(language, { title, body })
}
