import { errorMessage } from './field-errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Texts } from './texts/shape.ts'

export type SignupTerms = {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly required: boolean
  readonly agreed: boolean
  /** To be read in place; without it the link leads to it. */
  readonly body?: string
}

/** The documents to agree to, each with a box to tick and a link to read it. */
export function termsGroup(
  said: Texts['signup'],
  terms: readonly SignupTerms[],
  error: string | undefined,
): Html {
  const wrong = error === undefined ? [] : boxesInError(terms)
  const rows = terms.map((each, index) => termsRow(said, each, boxId(index), wrong.includes(each)))
  const describedBy = error !== undefined && html` aria-describedby="agreed_terms-error"`
  return html`<fieldset${describedBy}><legend>${said.terms}</legend>
${errorMessage('agreed_terms', error)}
<div class="terms">
${terms.filter(({ required }) => required).length > 1 && allRow(said)}
${rows}
</div>
</fieldset>`
}

/** The id of the box that an error of the terms leads to: the first one in error. */
export function boxToCorrect(terms: readonly SignupTerms[]): string {
  const [first] = boxesInError(terms)
  return boxId(first ? terms.indexOf(first) : 0)
}

/** The required ones that are not ticked; where all of them are, whichever it may be. */
function boxesInError(terms: readonly SignupTerms[]): readonly SignupTerms[] {
  const missing = terms.filter(({ required, agreed }) => required && !agreed)
  return missing.length > 0 ? missing : terms
}

function termsRow(
  said: Texts['signup'],
  { id: value, title, url, required, agreed, body }: SignupTerms,
  id: string,
  wrong: boolean,
): Html {
  const state = html`${agreed && html` checked`}${required && html` aria-required="true"`}`
  const invalid = wrong && html` aria-invalid="true" aria-describedby="agreed_terms-error"`
  return html`<div class="row">
<input type="checkbox" name="agreed_terms" value="${value}" id="${id}"${state}${invalid}>
<label for="${id}"><span class="mark${required && ' required'}">${required ? said.required : said.optional}</span> ${title}</label>
${body === undefined ? readElsewhere(said, title, url) : readHere(said, title, url, body)}
</div>`
}

/** One box for all the required ones, and for none else: what is optional is agreed to by itself or not at all. */
function allRow(said: Texts['signup']): Html {
  return html`<div class="row all">
<input type="checkbox" name="agree_all" value="required" id="agree_all" aria-describedby="agree_all-hint">
<label for="agree_all">${said.agreeAll} <span class="hint" id="agree_all-hint">${said.agreeAllHint}</span></label>
</div>`
}

function readElsewhere(said: Texts['signup'], title: string, url: string): Html {
  return html`<a href="${url}" target="_blank" rel="noopener" aria-label="${said.readTerms(title)}">${said.read}</a>`
}

function readHere(said: Texts['signup'], title: string, url: string, body: string): Html {
  const paragraphs = body.split(/(?:\r?\n){2,}/).map((paragraph) => html`<p>${paragraph}</p>`)
  return html`<details><summary aria-label="${said.readTermsHere(title)}">${said.read}</summary>
<div class="document" tabindex="0" role="region" aria-label="${title}">${paragraphs}
<p><a href="${url}" target="_blank" rel="noopener">${said.readInNewTab}</a></p></div></details>`
}

function boxId(index: number): string {
  return index === 0 ? 'agreed_terms' : `agreed_terms-${index}`
}
