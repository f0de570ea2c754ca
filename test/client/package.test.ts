import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const run = promisify(execFile)

it('is published as JavaScript and declarations that work without this repository', async () => {
  const home = await mkdtemp(join(tmpdir(), 'daemun-client-'))
  onTestFinished(() => rm(home, { recursive: true }))
  await run('tsc', ['-p', 'client', '--outDir', join(home, 'dist')])
  const program = `
    import { createDaemun } from './dist/daemun.js'
    import type { Daemun, Started } from './dist/daemun.js'
    const daemun: Daemun = createDaemun({ issuer: 'https://login.example.com' })
    const started: Started = await daemun.start()
    console.log(started.kind)
    // @ts-expect-error There is no such option.
    createDaemun({ issuer: 'https://login.example.com', isuer: 1 })
  `
  await writeFile(join(home, 'package.json'), '{"type":"module"}')
  await writeFile(join(home, 'program.ts'), program)
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom']
  await run('tsc', ['--noEmit', '--ignoreConfig', ...strict, join(home, 'program.ts')])
  const { stdout } = await run(process.execPath, [join(home, 'program.ts')])
  expect(stdout).toBe('signed_out\n')
})
