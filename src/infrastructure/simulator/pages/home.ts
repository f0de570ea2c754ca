import type { FastifyInstance } from 'fastify'
import { cast } from '../people.ts'
import { html } from './html.ts'
import { type Page, sendPage } from './page.ts'

const about = {
  ko: '이 컴퓨터에서 로그인을 시험해 볼 수 있도록 카카오, 네이버, Google과 그 밖의 OpenID 로그인 서버를 흉내 냅니다. 여기 있는 사람은 모두 가상입니다.',
  en: 'It imitates the login servers of Kakao, Naver, Google and of OpenID providers at large, so that logins can be tried on this machine. Nobody here is real.',
}
const castTitle = { ko: '등장인물', en: 'The cast' }
const hint = {
  ko: '인가 요청에 login_hint로 번호를 주면 그 사람이 됩니다. 목록에 없는 번호는 모두 갖춘 새 사람입니다. prompt=none을 함께 주면 화면 없이 곧바로 동의합니다.',
  en: 'An authorization request with one of these ids as login_hint logs that person in; any other id is a new person with a complete profile. Together with prompt=none it consents at once, without a page.',
}
const webhooks = { ko: '웹훅 보내기', en: 'Send a webhook' }
const connected = { ko: '연결된 서비스', en: 'Connected services' }
const tryTitle = { ko: '둘러보기', en: 'Look around' }

const homePage = (publicUrl: string): Page => ({
  title: { ko: '로그인 시뮬레이터', en: 'Login simulator' },
  body: (language) => html`<p>${about[language]}</p>
<h2>${castTitle[language]}</h2>
<table>${cast.map(({ id, label }) => html`<tr><th scope="row">${label[language]}</th><td><code>${id}</code></td></tr>`)}</table>
<p>${hint[language]}</p>
<h2>${tryTitle[language]}</h2>
<ul>
<li><a href="${publicUrl}">${publicUrl}</a></li>
<li><a href="/webhooks">${webhooks[language]}</a></li>
<li><a href="/connected">${connected[language]}</a></li>
<li><a href="/.well-known/openid-configuration">/.well-known/openid-configuration</a></li>
<li><a href="/.well-known/jwks.json">/.well-known/jwks.json</a></li>
<li><a href="/google/.well-known/openid-configuration">/google/.well-known/openid-configuration</a></li>
<li><a href="/openid/.well-known/openid-configuration">/openid/.well-known/openid-configuration</a></li>
</ul>`,
})

/** The page that tells a passer-by what this server is. */
export const home = (server: FastifyInstance, publicUrl: string): void => {
  server.get('/', (request, reply) => sendPage(request, reply, 200, homePage(publicUrl)))
}
