import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDeclaration } from '../../src/infrastructure/declaration/read.ts'
import { declarationFile, shop } from '../support/declaration.ts'
import { spawnScript } from '../support/processes.ts'

const nickname = { name: 'nickname', label: { ko: '별명', en: 'Handle' }, schema: { type: 'string' } }
const field = { name: 'size', label: { ko: '사이즈', en: 'Size' }, schema: { type: 'string' } }
const fields = (...more: object[]) => ({ onboarding: { fields: [nickname, ...more] } })
const tos = {
  id: 'tos',
  version: '1',
  required: true,
  effective_at: '2026-01-01',
  title: { ko: '약관', en: 'Terms' },
  body: { ko: '글', en: 'Text' },
}

const read = async (content: unknown, minimumAge: number | null = null) =>
  readDeclaration((await declarationFile(content)).path, minimumAge)

describe('readDeclaration', () => {
  it('takes what is declared, and the built-in for what is not', async () => {
    const found = await read(shop)
    if (found.kind !== 'declared') throw new Error(found.faults.join())
    const { plan, documents } = found.declaration
    expect(plan.steps).toEqual(['terms', 'profile', 'contact'])
    expect(plan.fields.map(({ name }) => name)).toEqual(['nickname', 'size', 'guests', 'gift', 'phone'])
    expect(documents.map(({ id }) => id)).toEqual(['terms-of-service', 'privacy', 'marketing'])
  })

  it('reads a module, and its change', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'daemun-')), 'daemun.config.ts')
    const write = (name: string) =>
      writeFile(
        path,
        `const f = ${JSON.stringify([nickname, { ...field, name }])}\nexport default { onboarding: { fields: f } }\n`,
      )
    const last = async () => {
      const found = await readDeclaration(path, null)
      return found.kind === 'declared' ? found.declaration.plan.fields.at(-1)?.name : found.faults
    }
    await write('size')
    expect(await last()).toBe('size')
    await write('colour')
    expect(await last()).toBe('colour')
  })

  it('reads the wording of a document from its files', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'daemun-'))
    const { body: _, ...rest } = tos
    const path = join(directory, 'daemun.config.json')
    await writeFile(join(directory, 'ko.txt'), '긴 글\n')
    await writeFile(join(directory, 'en.txt'), 'A long text\n')
    await writeFile(
      path,
      JSON.stringify({ terms: [{ ...rest, body_files: { ko: 'ko.txt', en: 'en.txt' } }] }),
    )
    expect(await readDeclaration(path, null)).toMatchObject({
      declaration: { documents: [{ body: { ko: '긴 글', en: 'A long text' } }] },
    })
  })

  it('asks for age first where a least age is configured, else only where it is declared', async () => {
    expect(await read({}, 14)).toMatchObject({
      declaration: { plan: { steps: ['age', 'terms', 'profile'], minimumAge: 14 } },
    })
    expect(await read({ onboarding: { steps: ['age', 'profile'] } })).toMatchObject({
      declaration: { plan: { steps: ['age', 'profile'], minimumAge: 14 } },
    })
    expect(JSON.stringify(await read({}))).not.toContain('minimumAge')
  })

  it.each<[unknown, string]>([
    ['{', ''],
    [[], ''],
    [{ fields: [] }, '/fields'],
    [{ onboarding: { steps: [] } }, '/onboarding/steps'],
    [{ onboarding: { steps: ['terms', 'terms', 'profile'] } }, '/onboarding/steps/1'],
    [{ onboarding: { steps: ['terms', 'age'] } }, '/onboarding/steps/1'],
    [{ onboarding: { steps: ['contact', 'profile'] } }, '/onboarding/steps/0'],
    [{ onboarding: { fields: [field] } }, '/onboarding/fields'],
    [{ onboarding: { fields: [{ ...nickname, required: false }] } }, '/onboarding/fields/0/required'],
    [
      { onboarding: { fields: [{ ...nickname, schema: { type: 'string', maxLength: 31 } }] } },
      '/onboarding/fields/0/schema',
    ],
    [fields({ ...field, name: 'Size' }), '/onboarding/fields/1/name'],
    [fields({ ...field, name: 'agreed_terms' }), '/onboarding/fields/1/name'],
    [fields(field, field), '/onboarding/fields/2/name'],
    [fields({ ...field, step: 'nowhere' }), '/onboarding/fields/1/step'],
    [fields({ ...field, label: { ko: '사이즈' } }), '/onboarding/fields/1/label'],
    [fields({ ...field, schema: { type: 'text' } }), '/onboarding/fields/1/schema/type'],
    [
      fields({ ...field, schema: { type: 'string', maxLength: '3' } }),
      '/onboarding/fields/1/schema/maxLength',
    ],
    [
      fields({ ...field, schema: { type: 'string', minLength: 4, maxLength: 3 } }),
      '/onboarding/fields/1/schema/minLength',
    ],
    [fields({ ...field, schema: { type: 'string', pattern: '(' } }), '/onboarding/fields/1/schema/pattern'],
    [fields({ ...field, schema: { type: 'integer', pattern: 'a' } }), '/onboarding/fields/1/schema/pattern'],
    [fields({ ...field, unique: true, schema: { type: 'boolean' } }), '/onboarding/fields/1/unique'],
    [fields({ ...field, name: 'email' }), '/onboarding/fields/1/schema/format'],
    [{ terms: [tos, tos] }, '/terms/1/version'],
    [{ terms: [{ ...tos, effective_at: '2026-02-29' }] }, '/terms/0/effective_at'],
    [{ terms: [{ ...tos, body: undefined }] }, '/terms/0/body'],
    [
      { terms: [{ ...tos, body: undefined, body_files: { ko: 'no.txt', en: 'no.txt' } }] },
      '/terms/0/body_files/ko',
    ],
    [{ terms: [{ ...tos, channels: ['fax'] }] }, '/terms/0/channels/0'],
  ])('refuses %j at %j', async (content, path) => {
    const found = await read(content)
    expect(found.kind === 'faulty' && found.faults.join('\n')).toContain(
      `daemun.config.json${path && ` at ${path}:`}`,
    )
  })

  it('tells of all faults at once, and a service does not start with one', async () => {
    const { path } = await declarationFile({ onboarding: { steps: ['terms', 'age'], fields: [field] } })
    const { ended, output } = spawnScript('main', { DAEMUN_CONFIG: path, PORT: '0' })
    expect(await ended).toBe(78)
    expect(output()).toContain(`${path} at /onboarding/steps/1: `)
    expect(output()).toContain(`${path} at /onboarding/fields: `)
  })
})
