import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startSimulator } from '../../src/infrastructure/simulator/simulator.ts'
import { application } from './client.ts'

const options = { host: '127.0.0.1', port: 0, publicUrl: 'http://localhost:3000', application }

describe('starting the simulator', () => {
  it.each([
    'https://login.example.com',
    'http://localhost.example.com:3000',
    'http://10.0.0.1:3000',
    'http://localhost@example.com',
    'localhost:3000',
    'nonsense',
  ])('refuses the public URL %s', async (publicUrl) => {
    await expect(startSimulator({ ...options, publicUrl })).rejects.toThrow(/loopback/)
  })

  it.each(['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:8080', 'https://localhost'])(
    'serves the public URL %s',
    async (publicUrl) => {
      const { close } = await startSimulator({ ...options, publicUrl })
      await close()
    },
  )

  it('refuses an application number that is none', async () => {
    const started = startSimulator({ ...options, application: { ...application, appId: 'app' } })
    await expect(started).rejects.toThrow(/number of an application/)
  })

  it('passes on that the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expect(startSimulator({ ...options, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })

  it('closes although a client keeps its connection', async () => {
    const { url, close } = await startSimulator(options)
    const agent = new Agent({ keepAlive: true })
    const sent = request(`${url}/favicon.ico`, { agent }).end()
    const [response] = await once(sent, 'response')
    response.resume()
    await once(response, 'end')
    await close()
    agent.destroy()
  })

  it('answers an unknown path in JSON', async () => {
    const { url, close } = await startSimulator(options)
    for (const [method, path] of [
      ['GET', '/nowhere?code=secret'],
      ['HEAD', '/oauth/authorize'],
      ['GET', '/oauth/token'],
    ]) {
      const response = await fetch(`${url}${path}`, { method: method ?? 'GET' })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toContain('application/json')
      if (method === 'GET') expect(await response.text()).not.toContain('secret')
    }
    await close()
  })
})
