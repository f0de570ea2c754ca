import { type Html, html } from '../pages/html.ts'
import type { Language, Text } from '../pages/language.ts'
import type { Page } from '../pages/page.ts'
import { cast } from '../people.ts'
import { fieldNames, providerNames } from './names.ts'
import { eventsOf, type Provider } from './order.ts'
import { orderForm, type Written } from './order-form.ts'
import type { PostOffice } from './post-office.ts'
import type { OrderRefusal } from './read-order.ts'
import { sentList } from './sent-list.ts'

const texts = {
  title: { ko: '웹훅 보내기', en: 'Send a webhook' },
  about: {
    ko: '제공자가 먼저 알려 주는 것을 진짜와 똑같이 서명해서 서비스로 보내요.',
    en: 'What providers tell by themselves goes to the service, signed as theirs is.',
  },
  connected: { ko: '연결된 서비스에서 직접 끊기', en: 'Unlink at “Connected services” instead' },
}

type Kind = { provider: Provider; events: readonly string[]; title: Text }
const unlinks: Record<'kakao' | 'naver', Text> = {
  kakao: { ko: '카카오 · 연결 해제 웹훅', en: 'Kakao · unlink webhook' },
  naver: { ko: '네이버 · 연결끊기 Callback', en: 'Naver · disconnect callback' },
}
const tells: Record<'kakao' | 'google', Text> = {
  kakao: { ko: '카카오 · 계정 상태 변경 웹훅', en: 'Kakao · account status webhook' },
  google: { ko: 'Google · 보안 이벤트 (RISC)', en: 'Google · security events (RISC)' },
}

const kindsOf = (provider: Provider): readonly Kind[] => {
  const events = eventsOf(provider).filter((event) => event !== 'unlink')
  return [
    ...(provider === 'google' ? [] : [{ provider, events: ['unlink'], title: unlinks[provider] }]),
    ...(provider === 'naver' ? [] : [{ provider, events, title: tells[provider] }]),
  ]
}

const people = (language: Language): Html =>
  html`<datalist id="people">${cast.map(({ id, label }) => html`<option value="${id}">${label[language]}</option>`)}</datalist>`

const nameOf = (field: string, language: Language) =>
  (fieldNames as Record<string, Text>)[field]?.[language] ?? field

const alert = ({ field, detail }: OrderRefusal, { provider }: Written, language: Language): Html => {
  const name = (providerNames as Record<string, Text>)[provider ?? '']?.[language] ?? provider
  return html`<p role="alert">${name} · ${nameOf(field, language)}: ${detail[language]}</p>`
}

/** A form for each kind of webhook, and the last ones sent; `written` fills in what was ordered before. */
export const webhooksPage = (
  { senders, sent }: PostOffice,
  written: Written,
  refusal?: OrderRefusal,
): Page => ({
  title: texts.title,
  body: (
    language,
  ) => html`${refusal && alert(refusal, written, language)}<p>${texts.about[language]} <a href="/connected">${texts.connected[language]}</a></p>
${people(language)}
${[...senders.keys()].flatMap(kindsOf).map(({ provider, events, title }, place) => {
  const isIt = written.provider === provider && events.includes(written.event ?? '')
  return html`<details name="webhook"${isIt || (!written.provider && place === 0) ? html` open` : undefined}><summary>${title[language]}</summary>
${orderForm(provider, events, isIt ? written : {}, language)}
</details>`
})}
${sentList(sent(), language)}`,
})
