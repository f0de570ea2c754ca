import type { HttpServices } from '../adapters/inbound/http/services.ts'
import { unlinkIdentity } from '../application/unlink-identity.ts'
import type { Watch } from './observe.ts'
import { observe } from './observe.ts'
import type { Container } from './services.ts'

/** What the HTTP door opens to of linked accounts, each use case watched. */
export function linkServices(
  get: Container['get'],
  watch: Watch,
): Pick<HttpServices, 'links' | 'unlinkIdentity'> {
  const links = get('links')
  return { links, unlinkIdentity: observe(watch, 'unlink-identity', unlinkIdentity({ links })) }
}
