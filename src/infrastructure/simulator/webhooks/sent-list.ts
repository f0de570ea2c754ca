import { type Html, html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { providerNames, valueName } from './names.ts'
import type { Sent } from './post-office.ts'

const texts = {
  title: { ko: '보낸 웹훅', en: 'Sent' },
  nothing: { ko: '아직 없어요.', en: 'Nothing yet.' },
  noAnswer: { ko: '답 없음', en: 'no answer' },
}

const detailsOf = (
  { event, person, method, referrer_type, placement, reason, fault }: Sent,
  language: Language,
) => {
  const said = [event, person, method, referrer_type, placement, reason].filter((word) => word !== '')
  return [...said, ...(fault === '' ? [] : [valueName('fault', fault)[language]])].join(' · ')
}

const row = (sent: Sent, language: Language): Html => {
  const { provider, status, ms, at, sent_to } = sent
  const answer = status === null ? texts.noAnswer[language] : `${status}`
  const isGood = status !== null && status < 300
  return html`<li><strong class="${isGood ? 'taken' : 'refused'}">${answer}</strong>
<span>${providerNames[provider][language]} · ${detailsOf(sent, language)}<br>
<small><time datetime="${at.toISOString()}">${at.toISOString().slice(11, 19)} UTC</time> · ${`${ms}`} ms · ${new URL(sent_to).pathname}</small></span></li>`
}

/** The last ones, the newest first. */
export const sentList = (sent: readonly Sent[], language: Language): Html => {
  const rows = sent.map((each) => row(each, language))
  const list = rows.length > 0 ? html`<ol class="sent">${rows}</ol>` : html`<p>${texts.nothing[language]}</p>`
  return html`<h2 id="sent">${texts.title[language]}</h2>
${list}`
}
