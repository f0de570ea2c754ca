import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

export type Gate = {
  /** The same database, through the gate. */
  readonly connectionString: string
  /** From now on nothing goes through, and nobody is told. */
  shut(): void
  /** What went through before is gone, and what comes now goes through again. */
  open(): void
  close(): Promise<void>
}

/** A way to a database that can be shut without a word, as a network does it. */
export async function gateTo(connectionString: string): Promise<Gate> {
  const behind = new URL(connectionString)
  const sockets = new Set<Socket>()
  let isShut = false
  const server = createServer((near) => {
    const far = connect(Number(behind.port), behind.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => void (isShut || to.write(bytes)))
      from.on('error', () => {})
      from.on('close', () => to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const address = new URL(connectionString)
  address.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    connectionString: address.href,
    shut: () => {
      isShut = true
    },
    open: () => {
      isShut = false
      cut()
    },
    async close() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
