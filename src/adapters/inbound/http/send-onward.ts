import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './negotiation.ts'
import type { OnwardView } from './pages/onward-page.ts'
import { onwardPage } from './pages/onward-page.ts'
import { sendPage } from './send-page.ts'
import { locationOf } from './signed-in.ts'

/**
 * Sends the browser on from a form of ours to a provider or an agency. By a page and the header Refresh, because
 * Chromium holds every redirect after a form to the `form-action` of the page it was on, the provider's own ones too,
 * and nobody knows those beforehand.
 */
export function sendOnward(request: FastifyRequest, reply: FastifyReply, view: OnwardView) {
  const language = languageOf(request)
  const href = locationOf(view.href)
  reply.header('refresh', `0;url=${href}`)
  return sendPage(reply, language, onwardPage(language, { ...view, href }))
}
