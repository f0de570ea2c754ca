/** Where Redis is and how to get in, as one address names it. */
export type RedisAddress = {
  /** At least one. Of a Sentinel or Cluster address any that answers will do. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[]
  readonly tls: boolean
  readonly username: string | undefined
  readonly password: string | undefined
  readonly topology:
    | { readonly kind: 'single'; readonly database: number }
    | { readonly kind: 'cluster' }
    | {
        readonly kind: 'sentinel'
        readonly masterName: string
        readonly database: number
        /** The Sentinels' own password, which is not the one of the data. */
        readonly sentinelPassword: string | undefined
      }
}
