import { expect } from 'vitest'

const members = ['type', 'title', 'status', 'detail', 'code', 'request_id', 'errors', 'steps']

/**
 * What a call was refused with, in short, after a look at what every problem must be: RFC 9457, not kept by
 * anybody, and without a word from the inside (ASVS 16.5.1).
 */
export async function told(answer: Response): Promise<{ status: number; code: string | undefined }> {
  const text = await answer.text()
  if (answer.ok) return { status: answer.status, code: undefined }
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const problem = JSON.parse(text) as { code: string; status: number }
  expect(problem).toMatchObject({
    type: `urn:daemun:problem:${problem.code}`,
    title: expect.stringMatching(/^\S/),
    status: answer.status,
    detail: expect.stringMatching(/^[A-Z]/),
    code: expect.stringMatching(/^[a-z_]+$/),
    request_id: expect.stringMatching(/^[\w-]{16,}$/),
  })
  expect(Object.keys(problem).filter((name) => !members.includes(name))).toEqual([])
  expect(text).not.toMatch(/\bat (?:\/|file:|node:)|node_modules|relation |select |insert |eyJ|ECONN|KOE/)
  return { status: answer.status, code: problem.code }
}
