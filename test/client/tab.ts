import { onTestFinished } from 'vitest'
import type { Daemun, DaemunOptions, Store } from '../../client/src/daemun.ts'
import { createDaemun, memoryStore } from '../../client/src/daemun.ts'
import type { Client } from '../support/client.ts'
import { newClient } from '../support/client.ts'
import { appClient, redirectUri } from '../support/code-flow.ts'
import type { Service } from '../support/service.ts'

/** A line to the service that a test can cut, and that remembers what went over it. */
export type Line = { readonly fetch: typeof fetch; readonly calls: string[]; how: How }

/** `lost`: the call arrives, its answer does not. */
type How = 'up' | 'down' | 'lost' | ((request: Request) => Promise<Response>)

export function newLine(underneath: typeof fetch = fetch): Line {
  const line: { fetch: typeof fetch; calls: string[]; how: How } = {
    calls: [],
    how: 'up',
    async fetch(input, init) {
      const request = new Request(input, init)
      const { how } = line
      line.calls.push(`${request.method} ${new URL(request.url).pathname}`)
      if (how === 'down') throw new TypeError('fetch failed')
      if (typeof how === 'function') return how(request)
      const answer = await underneath(request)
      if (how !== 'lost') return answer
      await answer.body?.cancel()
      throw new TypeError('terminated')
    },
  }
  return line
}

/** What the tabs of one browser share. In Node, Web Locks and BroadcastChannel are there; IndexedDB is not. */
export function sharedStore(): Store {
  return { ...memoryStore(), shared: true }
}

export function openTab({ url }: Pick<Service, 'url'>, options: Partial<DaemunOptions> = {}): Daemun {
  const client = options.cookies ? {} : { clientId: appClient.id, redirectUri }
  const tab = createDaemun({ issuer: url, ...client, ...options })
  onTestFinished(() => tab.close())
  return tab
}

/** The address of this tab after a known person went to the provider and came back. */
export async function walk(
  service: Service,
  tab: Daemun,
  subject: string,
  client = newClient(service),
): Promise<string> {
  const { search } = new URL(await tab.loginUrl({ provider: 'kakao', returnTo: '/where-i-was' }))
  const back = await client.fetch(await client.atProvider(subject, search))
  return back.headers.get('location') ?? ''
}

/** `fetch` as a page of the service's own origin has it: with its cookies and its Origin. */
export function pageFetch(client: Client, { url }: Pick<Service, 'url'>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const headers = { ...Object.fromEntries(request.headers), origin: url }
    const body = (await request.text()) || null
    return client.fetch(request.url, { method: request.method, headers, body, redirect: request.redirect })
  }
}
