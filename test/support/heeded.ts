import { vi } from 'vitest'
import { authorized } from './client.ts'
import type { Service } from './service.ts'

/** Whether an access token is still of somebody who is signed in. */
export async function isSignedIn({ url }: Pick<Service, 'url'>, token: string): Promise<boolean> {
  return (await fetch(`${url}/users/me`, authorized(token))).status === 200
}

/** Waits until whatever providers told has come to something, or to nothing. */
export async function noticesHeeded({ query }: Pick<Service, 'query'>): Promise<void> {
  const waiting = `select 1 from outbox where type = 'ProviderNoticeReceived' and closed_at is null`
  await vi.waitUntil(async () => (await query(waiting)).length === 0)
}
