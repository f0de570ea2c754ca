import { html } from '../pages/html.ts'
import type { Language, Text } from '../pages/language.ts'
import type { Page } from '../pages/page.ts'
import { personOf } from '../people.ts'
import { providerNames } from './names.ts'
import type { Provider } from './order.ts'

const title = { ko: '연결된 서비스', en: 'Connected services' }
const texts = {
  nobody: { ko: '이 브라우저로 로그인한 사람이 없어요.', en: 'Nobody is signed in here with this browser.' },
  login: { ko: '서비스에서 로그인하기', en: 'Log in at the service' },
  who: { ko: '로그인한 사람', en: 'Signed in' },
  none: { ko: '연결된 것이 없어요.', en: 'Nothing is connected.' },
  about: {
    ko: '연결을 끊으면 실제 제공자처럼 서비스에 웹훅을 보내요.',
    en: 'Unlinking sends the service a webhook, as the real provider would.',
  },
  unlink: { ko: '연결 끊기', en: 'Unlink' },
  remove: { ko: '계정 삭제', en: 'Delete the account' },
  sent: { ko: '보낸 웹훅 보기', en: 'Webhooks sent' },
}

/** For a browser that nobody logged in with. */
export const strangerPage = (publicUrl: string): Page => ({
  title,
  body: (language) =>
    html`<p>${texts.nobody[language]}</p><p><a href="${publicUrl}/login">${texts.login[language]}</a></p>`,
})

const buttons = (providers: readonly Provider[], text: Text, language: Language) =>
  providers.map(
    (provider) =>
      html`<li><button name="provider" value="${provider}"><span>${providerNames[provider][language]}</span> <small>${text[language]}</small></button></li>`,
  )

// What Google tells when an account is deleted is not in its documents.
const deletable: readonly Provider[] = ['kakao', 'naver']

// Apart from the links, so that nobody presses it for one of them.
const deletion = (providers: readonly Provider[], language: Language) =>
  providers.length === 0
    ? undefined
    : html`<h2>${texts.remove[language]}</h2>
<form method="post" action="/connected"><input type="hidden" name="farewell" value="account_deleted">
<ul>${buttons(providers, texts.remove, language)}</ul></form>`

/** The providers at which `person` let the service in, each with a button that takes the link away, and one that deletes the account. */
export const connectedPage = (person: string, linked: readonly Provider[]): Page => ({
  title,
  body: (
    language,
  ) => html`<p>${texts.who[language]}: <strong>${personOf(person).nickname}</strong> <small>${person}</small></p>
${linked.length === 0 ? html`<p>${texts.none[language]}</p>` : html`<p>${texts.about[language]}</p>`}
<form method="post" action="/connected"><ul>${buttons(linked, texts.unlink, language)}</ul></form>
${deletion(
  linked.filter((provider) => deletable.includes(provider)),
  language,
)}
<p><a href="/webhooks#sent">${texts.sent[language]}</a></p>`,
})
