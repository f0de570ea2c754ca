import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { freePort } from './free-port.ts'

export type Receiver = { readonly url: string; stop(): Promise<void> }

/** The receiver of the documentation, as it stands there, in a process of its own. */
export async function documentedReceiver(secret: string): Promise<Receiver> {
  const page = await readFile(new URL('../../docs/before-signup.md', import.meta.url), 'utf8')
  const code = /```js\n(.+?)```/s.exec(page)?.[1]
  if (code === undefined) throw new Error('the page shows no receiver')
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), BEFORE_SIGNUP_SECRET: secret }
  const receiver = spawn(process.execPath, ['--input-type=module', '--eval', code], { env, stdio: 'inherit' })
  await listening(port)
  return {
    url: `http://localhost:${port}`,
    async stop() {
      if (receiver.exitCode !== null || receiver.signalCode !== null) return
      receiver.kill()
      await once(receiver, 'exit')
    },
  }
}

async function listening(port: number): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const socket = connect(port, 'localhost')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`nobody listens at ${port}`)
}
