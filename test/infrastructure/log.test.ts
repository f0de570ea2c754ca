import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const log = fileURLToPath(new URL('../../src/infrastructure/log.ts', import.meta.url))

/** What a process prints that logs these lines at the level info. */
function printed(...lines: string[]): Record<string, unknown>[] {
  const script = `import { openLog } from ${JSON.stringify(log)}; const log = openLog('info'); ${lines.join(';')}`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

it('censors what a name gives away, in any member of a line, and leaves the object itself as it was (ASVS 16.2.5)', () => {
  const [line, after] = printed(
    `const headers = { cookie: 'daemun_session=secret', authorization: 'Bearer secret', accept: 'text/html' }`,
    `const answer = { access_token: 'secret', refresh_token: 'secret', id_token: 'secret', signup_token: 'secret' }`,
    `log.info({ headers, answer, status: 200, nothing: null }, 'request')`,
    `log.info({ kept: headers.accept, cookie: headers.cookie.length })`,
  )
  expect(line).toMatchObject({
    headers: { cookie: '[Redacted]', authorization: '[Redacted]', accept: 'text/html' },
    answer: {
      access_token: '[Redacted]',
      refresh_token: '[Redacted]',
      id_token: '[Redacted]',
      signup_token: '[Redacted]',
    },
    status: 200,
    nothing: null,
    msg: 'request',
  })
  expect(after).toMatchObject({ kept: 'text/html', cookie: 21 })
})

it('tells of an error its name, message, code and stack, and nothing that a driver hung onto it', () => {
  const [line] = printed(
    `const error = Object.assign(new TypeError('broken'), { code: 'E1', cookie: 'secret' })`,
    `log.error({ err: error, cause: error }, 'failed')`,
  )
  expect(line?.cause).toMatchObject({ cookie: '[Redacted]' })
  expect(line?.err).toEqual({
    name: 'TypeError',
    message: 'broken',
    code: 'E1',
    stack: expect.stringContaining('TypeError: broken'),
  })
})

it('censors what a child of the log says as well', () => {
  const [line] = printed(`log.child({ req_id: 'r1' }).info({ headers: { cookie: 'secret' } })`)
  expect(line).toMatchObject({ req_id: 'r1', headers: { cookie: '[Redacted]' } })
})
