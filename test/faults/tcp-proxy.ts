import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** A wire between a client and a server that breaks when told to. Its own address stays. */
export type TcpProxy = {
  readonly port: number
  /** Where new connections go from now on: a server that restarted may be elsewhere. */
  aim(port: number): void
  /** Resets every open connection; new ones pass. */
  cut(): void
  /** Every open connection dies without a word, as when a router forgets it: no byte passes again. New ones pass. */
  silence(): void
  /** New connections are accepted and never answered, as by a host that drops packets. */
  swallow(on: boolean): void
  /** New connections are refused. */
  refuse(on: boolean): void
  /** Milliseconds by which every answer is late. */
  delayAnswers(ms: number): void
  /**
   * Waits for a connection over which `texts` were asked in this order, lets the last of them through and resets
   * the connection in place of its answer: the server has done it and the client cannot know. Resolves when that
   * happened.
   */
  cutAfter(...texts: RegExp[]): Promise<void>
  close(): Promise<void>
}

type Wire = { readonly client: Socket; readonly server: Socket | undefined; silent: boolean }

/** Listens on a free port of 127.0.0.1 and passes on to `target` of the same host. */
export async function startProxy(target: number): Promise<TcpProxy> {
  const wires = new Set<Wire>()
  const fault = {
    target,
    refusing: false,
    swallowing: false,
    delayMs: 0,
    trap: undefined as Trap | undefined,
  }
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => {})
    if (fault.refusing) return void client.resetAndDestroy()
    const server = fault.swallowing ? undefined : connect({ host: '127.0.0.1', port: fault.target })
    const wire: Wire = { client, server, silent: false }
    wires.add(wire)
    client.once('close', () => wires.delete(wire))
    if (server) join(wire, server, fault)
    else client.resume()
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const cut = () => {
    for (const wire of wires) breakWire(wire)
  }
  return {
    port: (listener.address() as AddressInfo).port,
    aim: (port) => void Object.assign(fault, { target: port }),
    cut,
    silence() {
      for (const wire of wires) wire.silent = true
    },
    swallow: (on) => void Object.assign(fault, { swallowing: on }),
    refuse: (on) => void Object.assign(fault, { refusing: on }),
    delayAnswers: (ms) => void Object.assign(fault, { delayMs: ms }),
    cutAfter: (...texts) =>
      new Promise((resolve) => {
        fault.trap = { texts, sprung: resolve }
      }),
    async close() {
      listener.close()
      cut()
      await once(listener, 'close')
    },
  }
}

type Trap = { readonly texts: readonly RegExp[]; readonly sprung: () => void }
type Fault = { delayMs: number; trap: Trap | undefined }

function join(wire: Wire, server: Socket, fault: Fault): void {
  const { client } = wire
  let heard: { trap: Trap; texts: number } | undefined
  let caught: Trap | undefined
  server.on('error', () => breakWire(wire))
  client.on('data', (chunk) => {
    if (wire.silent) return
    const { trap } = fault
    if (trap) {
      if (heard?.trap !== trap) heard = { trap, texts: 0 }
      if (trap.texts[heard.texts]?.test(chunk.toString('latin1'))) heard.texts += 1
      if (heard.texts === trap.texts.length) {
        caught = trap
        fault.trap = undefined
      }
    }
    server.write(chunk)
  })
  server.on('data', (chunk) => {
    if (wire.silent) return
    if (caught) {
      breakWire(wire)
      return caught.sprung()
    }
    if (fault.delayMs > 0) setTimeout(() => client.write(chunk), fault.delayMs)
    else client.write(chunk)
  })
  client.on('end', () => wire.silent || server.end())
  server.on('end', () => wire.silent || client.end())
  client.on('close', () => server.destroy())
  server.on('close', () => wire.silent || client.end())
}

function breakWire({ client, server }: Wire): void {
  server?.destroy()
  client.resetAndDestroy()
}
