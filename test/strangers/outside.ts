import { Agent as HttpsAgent } from 'node:https'
import { connect } from 'node:net'
import type { Dispatcher } from 'undici'
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import type { Simulator } from '../../src/infrastructure/simulator/simulator.ts'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'

/** The providers' own addresses, which strangers have written into themselves, and where the simulator plays each. */
const hosts: Readonly<Record<string, string>> = {
  'kauth.kakao.com': '',
  'kapi.kakao.com': '',
  'nid.naver.com': '',
  'openapi.naver.com': '',
  'accounts.google.com': '/google',
  'oauth2.googleapis.com': '/google',
  'openidconnect.googleapis.com': '/google',
  'www.googleapis.com': '/google',
}

export const application = {
  appId: '1000001',
  kakao: { clientId: 'rest-key', clientSecret: 'rest-secret', adminKey: 'admin-key' },
  naver: { clientId: 'naver-id', clientSecret: 'naver-secret' },
  google: { clientId: 'google-id', clientSecret: 'google-secret' },
  openId: [{ clientId: 'acme-id', clientSecret: 'acme-secret' }],
}

export type Outside = {
  readonly simulator: Simulator
  /** For who calls by `node:https`: with TLS left out, every byte goes to the simulator. */
  readonly agent: HttpsAgent
  /** A person's browser at the provider: consents to all, and is sent back to the address answered. */
  visit(authorizationUrl: string, personId: string): Promise<string>
  close(): Promise<void>
}

/** A real simulator where the providers are: for `fetch` everywhere in this process, and by `agent`. */
export async function openOutside(): Promise<Outside> {
  // Who asks for Google's discovery document holds it to the address that it came from.
  const google = { ...application.google, usesItsAddresses: true }
  const simulated = { ...application, google }
  const options = { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost:3000', application: simulated }
  const simulator = await startSimulator(options)
  const port = Number(new URL(simulator.url).port)
  const before = getGlobalDispatcher()
  const dispatcher = dispatcherTo(port)
  setGlobalDispatcher(dispatcher)
  const agent = Object.assign(new HttpsAgent(), { createConnection: () => connect(port, '127.0.0.1') })
  return {
    simulator,
    agent,
    async visit(authorizationUrl, personId) {
      const url = new URL(authorizationUrl)
      url.searchParams.set('login_hint', personId)
      url.searchParams.set('prompt', 'none')
      const answer = await fetch(url, { redirect: 'manual' })
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`not sent back, but ${answer.status}: ${await answer.text()}`)
      return location
    },
    async close() {
      setGlobalDispatcher(before)
      agent.destroy()
      await dispatcher.close()
      await simulator.close()
    },
  }
}

/** Connections to a provider end at the simulator, in the clear; nothing else may leave this machine. */
function dispatcherTo(port: number): Dispatcher {
  const agent = new Agent({
    connect: ({ hostname, port: asked }, callback) => {
      if (Object.hasOwn(hosts, hostname)) return open(port, callback)
      if (hostname === '127.0.0.1' || hostname === 'localhost') return open(Number(asked), callback)
      return callback(new Error(`nobody should call ${hostname}`), null)
    },
  })
  return agent.compose((dispatch) => (options, handler) => {
    const prefix = hosts[new URL(String(options.origin)).hostname] ?? ''
    return dispatch({ ...options, path: `${prefix}${options.path}` }, handler)
  })
}

type Connected = Parameters<Extract<NonNullable<Agent.Options['connect']>, (...input: never[]) => unknown>>[1]

function open(port: number, callback: Connected): void {
  const socket = connect(port, '127.0.0.1')
  socket.once('connect', () => callback(null, socket)).once('error', (error) => callback(error, null))
}
