import type { FastifyReply } from 'fastify'
import type { Language } from './pages/language.ts'

/** Sends a page; `Vary` because one address speaks two languages. */
export function sendPage(reply: FastifyReply, language: Language, html: string, status = 200) {
  return reply
    .code(status)
    .header('vary', 'Accept-Language, Cookie')
    .header('content-language', language)
    .type('text/html; charset=utf-8')
    .send(html)
}
