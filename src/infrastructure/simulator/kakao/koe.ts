import type { FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../pages/html.ts'
import { sendPage } from '../pages/page.ts'

/** What the OAuth endpoints say no with. The text may change; the codes are what a client decides by. */
export type KoeRefusal = {
  kind: 'refused'
  status: number
  error: string
  error_description: string
  error_code?: KoeCode
}

type Row = { error: string; status: number; fault: 'admin' | 'request' }
const row = (error: string, fault: Row['fault'], status = 400): Row => ({ error, status, fault })

// Statuses are those of reports that look like live traffic; that of the pages is assumed.
const table = {
  KOE001: row('invalid_request', 'request'),
  KOE006: row('invalid_request', 'admin'),
  KOE007: row('invalid_request', 'admin'),
  KOE010: row('invalid_client', 'admin', 401),
  KOE101: row('invalid_client', 'admin', 401),
  KOE102: row('invalid_client', 'admin'),
  KOE114: row('invalid_grant', 'request'),
  KOE201: row('invalid_request', 'request'),
  KOE202: row('invalid_request', 'request'),
  KOE204: row('invalid_request', 'request'),
  KOE205: row('invalid_scope', 'admin'),
  KOE207: row('invalid_request', 'request'),
  KOE303: row('invalid_grant', 'request'),
  KOE310: row('unsupported_grant_type', 'request'),
  KOE319: row('invalid_request', 'request'),
  KOE320: row('invalid_grant', 'request'),
  KOE322: row('invalid_grant', 'request'),
  KOE400: row('invalid_token', 'request'),
} satisfies Record<string, Row>
export type KoeCode = keyof typeof table

export const refuse = (code: KoeCode, description: string): KoeRefusal => ({
  kind: 'refused',
  status: table[code].status,
  error: table[code].error,
  error_description: description,
  error_code: code,
})

/** The JSON form: for calls from a server. */
export const sendKoe = (reply: FastifyReply, { kind: _, status, ...body }: KoeRefusal) =>
  reply.code(status).send(body)

const titles = {
  admin: { ko: '앱 관리자 설정 오류', en: 'Admin Settings Issue' },
  request: { ko: '잘못된 요청', en: 'Invalid Request' },
}
const explanation = {
  ko: '설정 오류는 서비스로 되돌려 보내지 않고 이 화면으로만 알립니다.',
  en: 'Mistakes of configuration never come back to the service; this page is all there is.',
}

/** The page form: what a person sees instead of being sent back. */
export const sendKoePage = (
  request: FastifyRequest,
  reply: FastifyReply,
  code: KoeCode,
  description: string,
) => {
  const { ko, en } = titles[table[code].fault]
  return sendPage(request, reply, 400, {
    title: { ko: `${ko} (${code})`, en: `${en} (${code})` },
    body: (language) => html`<p><code>${description}</code></p><p>${explanation[language]}</p>`,
  })
}
