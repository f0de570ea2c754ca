import type { FastifyRequest } from 'fastify'
import type { NoticeSource, ReadNotice } from '../../../../application/ports/identity-providers.ts'
import type { ProviderName } from '../../../../domain/identity.ts'
import { Problem } from '../problem.ts'
import { providerOf } from '../provider-parameter.ts'
import type { HttpServices } from '../services.ts'

/** What is the same of every webhook. */
export const webhook = { flow: 'webhook', tags: ['webhooks'] as string[] } as const

/** What the provider in the path has for one of the webhooks. */
export function sourceOf<Webhook extends keyof NoticeSource>(
  services: HttpServices,
  request: FastifyRequest,
  webhook: Webhook,
): { readonly name: ProviderName; readonly source: NonNullable<NoticeSource[Webhook]> } {
  const { name, notices } = providerOf(services.providers, request)
  const source = notices?.[webhook]
  if (!source) throw new Problem('not_found', { detail: `There is no such webhook of ${name}.` })
  return { name, source }
}

/** Writes down what was told; a job heeds it. */
export async function remember(
  { providerNotices }: HttpServices,
  provider: ProviderName,
  read: ReadNotice,
): Promise<void> {
  const { subject, notice, id, at } = read
  await providerNotices.receive({ provider, subject, notice, id, at })
}
