import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Lives as long as the bench that forked this process, which also decides what a Ctrl-C means. */
export function liveWithBench(): void {
  process.on('SIGINT', () => {})
  process.on('disconnect', () => process.exit())
  process.on('SIGTERM', () => process.exit())
}

/** Serves on a free port of 127.0.0.1 and tells the bench which. */
export function serve(listener: RequestListener): void {
  liveWithBench()
  // Longer than a round: connections that close between rounds would be paid for in the next.
  const server = createServer({ keepAliveTimeout: 120_000 }, listener)
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
}
