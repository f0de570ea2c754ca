import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Html, html } from './html.ts'
import { type Language, languageOf, type Text } from './language.ts'

export type Page = { title: Text | string; body: (language: Language) => Html }

const stylesheet = readFileSync(new URL('./simulator.css', import.meta.url))

// No form-action: Chromium holds it against the redirect that follows a form, and would block the way back.
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"

const marker: Text = {
  ko: 'SIMULATOR · 개발용 모의 로그인입니다. 실제 서비스가 아닙니다.',
  en: 'SIMULATOR · a stand-in for development, not a real provider.',
}

const layout = (language: Language, title: string, body: Html): Html => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/simulator.css">
</head>
<body>
<header>${marker[language]}</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`

/** Answers with a page in the language of the browser. */
export const sendPage = (request: FastifyRequest, reply: FastifyReply, status: number, page: Page) => {
  const language = languageOf(request.headers['accept-language'])
  const title = typeof page.title === 'string' ? page.title : page.title[language]
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      vary: 'accept-language',
    })
    .send(layout(language, title, page.body(language)).html)
}

/** What every page needs besides itself. */
export const serveAssets = (server: FastifyInstance): void => {
  server.get('/simulator.css', (_, reply) => reply.type('text/css; charset=utf-8').send(stylesheet))
  server.get('/favicon.ico', (_, reply) => reply.code(204).send())
}
