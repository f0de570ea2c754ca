import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A declaration file of its own, as an operator writes one; `write` puts another in its place. */
export async function declarationFile(content: unknown) {
  const path = join(await mkdtemp(join(tmpdir(), 'daemun-')), 'daemun.config.json')
  const write = (next: unknown) =>
    writeFile(path, typeof next === 'string' ? next : JSON.stringify(next, null, 2))
  await write(content)
  return { path, write }
}

const nickname = {
  name: 'nickname',
  label: { ko: '별명', en: 'Handle' },
  unique: true,
  schema: { type: 'string', minLength: 2, maxLength: 12 },
}

/** A shop's onboarding: a unique nickname, a step for the phone, and fields of every type. */
export const shop = {
  onboarding: {
    steps: ['terms', 'profile', 'contact'],
    step_titles: { contact: { ko: '연락처', en: 'Contact' } },
    fields: [
      nickname,
      {
        name: 'size',
        label: { ko: '사이즈', en: 'Size' },
        required: true,
        schema: { type: 'string', enum: ['S', 'M', 'L'] },
      },
      {
        name: 'guests',
        label: { ko: '인원', en: 'Guests' },
        schema: { type: 'integer', minimum: 1, maximum: 9 },
      },
      { name: 'gift', label: { ko: '선물', en: 'Gift' }, schema: { type: 'boolean' } },
      {
        name: 'phone',
        step: 'contact',
        label: { ko: '휴대전화', en: 'Phone' },
        hint: { ko: '배송에 써요.', en: 'For delivery.' },
        required: true,
        unique: true,
        schema: { type: 'string', format: 'phone' },
      },
    ],
  },
}
