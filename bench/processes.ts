import type { ChildProcess } from 'node:child_process'
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { onStop } from './stopping.ts'

/** A process of the bench, stopped with it; CPU is told apart by `pid`. */
export type Part = { readonly pid: number }

/** A part that answers one message at a time. */
export type Helper = Part & { ask<Answer>(question: object): Promise<Answer> }

/** A part that serves HTTP. */
export type Server = Part & { readonly origin: string }

/** The product, with a gauge in its process that answers questions about it. */
export type Service = Server & Helper & { stop(signal?: NodeJS.Signals): Promise<void> }

/** Milliseconds that a process has for stopping by itself. */
const patienceMs = 10_000

/** Forks a script of this folder. */
export function forkHelper(script: string, env: Record<string, string> = {}): Helper {
  const child = forked(script, env)
  const ask = <Answer>(question: object) => {
    child.send(question)
    return answerOf<Answer>(child, script)
  }
  return { pid: pidOf(child), ask }
}

/** Forks a script of this folder that serves, and waits until it does. */
export async function forkServer(script: string, env: Record<string, string> = {}): Promise<Server> {
  const child = forked(script, env)
  const { port } = await answerOf<{ port: number }>(child, script)
  return { pid: pidOf(child), origin: `http://127.0.0.1:${port}` }
}

/** Starts the product as its operator would, its log into a file, and waits until it is ready. */
export async function startService(env: Record<string, string>, logFile: string): Promise<Service> {
  const port = env.PORT ?? (await freePort())
  const origin = `http://127.0.0.1:${port}`
  // A worker does not listen at the port of PUBLIC_URL: that one is an API's.
  const publicUrl = env.ROLE === 'worker' ? 'http://127.0.0.1:1' : origin
  const child = spawn(process.execPath, ['--expose-gc', '--import', gauge, main], {
    env: { ...process.env, PUBLIC_URL: publicUrl, PORT: `${port}`, ...env },
    stdio: ['ignore', openSync(logFile, 'a'), 'inherit', 'ipc'],
  })
  onStop(() => stop(child))
  while (!(await isReady(origin))) {
    if (hasEnded(child)) throw new Error('the service did not start')
    await delay(10)
  }
  const ask = <Answer>(question: object) => {
    child.send(question)
    return answerOf<Answer>(child, 'the service')
  }
  return { pid: pidOf(child), origin, ask, stop: (signal) => stop(child, signal) }
}

const main = join(import.meta.dirname, '../src/infrastructure/main.ts')
const gauge = join(import.meta.dirname, 'gauge.ts')

function forked(script: string, env: Record<string, string>): ChildProcess {
  const child = fork(join(import.meta.dirname, script), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  onStop(() => stop(child))
  return child
}

async function answerOf<Answer>(child: ChildProcess, script: string): Promise<Answer> {
  const over = new AbortController()
  const { signal } = over
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${script} ended before it answered`)
  })
  try {
    const [answer] = await Promise.race([once(child, 'message', { signal }), ended])
    if (typeof answer.error === 'string') throw new Error(answer.error)
    return answer
  } finally {
    over.abort()
    ended.catch(() => {})
  }
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('a process could not be started')
  return pid
}

async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await exit
  clearTimeout(timer)
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/readyz`).catch(() => undefined)
  await answer?.body?.cancel()
  return answer?.ok === true
}

/** One that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
