import type { Item } from '../people.ts'
import type { CodeGrant } from './grants.ts'

/** An application that a provider knows. */
export type Client = { clientId: string; clientSecret: string }

/** In what the providers differ that have no more to them than OAuth. */
export type Dialect = {
  /** Of the authorization endpoint; its forms are below it. */
  path: string
  clients: readonly Client[]
  /** Without it a request is refused. */
  stateRequired: boolean
  /** What a scope asks for. */
  itemsOf(scope: readonly string[]): readonly Item[]
  newCode(): string
  /** More of the way back, after a login that went well. */
  extras(login: CodeGrant): Record<string, string>
}
