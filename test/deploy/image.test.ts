import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { startService } from '../support/service.ts'
import { imageEnvironment, knownVariables, pathOf, textOf } from './repository.ts'

const instructions = textOf('Dockerfile')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
const final = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM')))
const the = (name: string) =>
  final.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
const execForm = (text = ''): string[] => JSON.parse(text.slice(text.indexOf('[')))

describe('the image', () => {
  it('is of the major version of Node that everything is tested with', () => {
    const froms = instructions.filter((line) => line.startsWith('FROM'))
    const [major] = process.versions.node.split('.')
    expect(froms.map((line) => line.split(' ')[1])).toEqual([`node:${major}-slim`, `node:${major}-slim`])
  })

  it('has no development packages, no embedded PostgreSQL, and runs no script of a package', () => {
    const installs = instructions.filter((line) => line.includes('npm '))
    expect(installs).toEqual(['RUN npm ci --omit=dev --omit=optional --ignore-scripts'])
  })

  it('runs as a user who is not root, and who owns nothing in it', () => {
    expect(the('USER')).toEqual(['1000:1000'])
    expect(the('COPY').filter((copy) => copy.includes('--chown'))).toEqual([])
  })

  it('starts the service without a shell, so that signals arrive', () => {
    const [program, script = ''] = [...execForm(the('ENTRYPOINT')[0]), ...execForm(the('CMD')[0])]
    expect([program, existsSync(pathOf(script))]).toEqual(['node', true])
  })

  it('says where it listens in variables that the service knows', () => {
    const { NODE_ENV: _, ...settings } = imageEnvironment()
    expect(Object.keys(settings).filter((name) => !knownVariables().has(name))).toEqual([])
    expect(the('EXPOSE')).toEqual([settings.PORT])
  })

  it('takes everything that it copies, and .dockerignore keeps everything else out', () => {
    const [first, ...taken] = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
    expect([first, taken.every((line) => line.startsWith('!'))]).toEqual(['*', true])
    const copied = instructions
      .filter((line) => line.startsWith('COPY') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1))
    expect([...new Set(copied)].sort()).toEqual(taken.map((line) => line.slice(1)).sort())
    expect(copied.filter((file) => !existsSync(pathOf(file)))).toEqual([])
  })

  it('is healthy while the service is ready, and not otherwise', async () => {
    const [program, ...args] = execForm(the('HEALTHCHECK')[0])
    expect(program).toBe('node')
    const service = await startService()
    onTestFinished(service.stop)
    const check = async (PORT: string) => {
      const [code] = await once(spawn(process.execPath, args, { env: { PORT }, stdio: 'ignore' }), 'close')
      return code
    }
    expect(await check(new URL(service.url).port)).toBe(0)
    await service.query(`insert into kysely_migration values ('999-from-the-future', now()::text)`)
    expect(await check(new URL(service.url).port)).toBe(1)
    expect(await check(String(await freePort()))).toBe(1)
  })
})
