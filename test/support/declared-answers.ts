import { subscribe, unsubscribe } from 'node:diagnostics_channel'

type Answer = { readonly content?: Readonly<Record<string, unknown>> }
type Operation = { readonly responses: Readonly<Record<string, Answer>> }
/** As much of an OpenAPI document as tells of answers. */
export type Described = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }

/** What undici, and with it `fetch`, tells of every answer as its headers arrive. */
type Heard = {
  readonly request: { readonly origin: string; readonly path: string; readonly method: string }
  readonly response: { readonly statusCode: number; readonly headers: readonly Buffer[] }
}

/** Hears every answer that this process gets from one service, until it is asked what was not in the document. */
export function watchAnswers(port: number) {
  const seen = new Map<string, { method: string; path: string; status: number; type: string }>()
  const hear = (message: unknown) => {
    const { request, response } = message as Heard
    if (new URL(request.origin).port !== String(port)) return
    const path = request.path.split('?', 1)[0] ?? ''
    const type = contentType(response.headers)
    const answer = { method: request.method.toLowerCase(), path, status: response.statusCode, type }
    seen.set(JSON.stringify(answer), answer)
  }
  subscribe('undici:request:headers', hear)
  return {
    /** Answers of calls that the document has, but with a status or a content type that it does not know. */
    undeclared({ paths }: Described, log: readonly string[]): string[] {
      unsubscribe('undici:request:headers', hear)
      const patterns = Object.keys(paths).map((path) => ({ path, shape: shapeOf(path) }))
      const operation = (method: string, path: string) => {
        const pattern = patterns.find((each) => each.shape.test(path))
        return pattern && paths[pattern.path]?.[method]
      }
      const wrong = [...seen.values()].filter(({ method, path, status, type }) => {
        const known = operation(method, path)
        return known && !isDeclared(known, status, type)
      })
      return [...wrong.map((answer) => JSON.stringify(answer)), ...undeclaredCodes(paths, log)]
    },
  }
}

/** By the log, which names the problem of every request, also of those that did not come by `fetch`. */
function undeclaredCodes(paths: Described['paths'], log: readonly string[]): string[] {
  const lines = log.map((line) => JSON.parse(line)).filter(({ msg, code }) => msg === 'request' && code)
  const wrong = lines.filter(({ method, route, status, code }) => {
    const path = String(route).replaceAll(/:(\w+)/g, '{$1}')
    const known = paths[path]?.[String(method).toLowerCase()]
    return known && !JSON.stringify(known.responses[status] ?? {}).includes(`"${code}"`)
  })
  return [...new Set(wrong.map(({ method, route, status, code }) => `${method} ${route}: ${status} ${code}`))]
}

const shapeOf = (path: string) =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)

function isDeclared({ responses }: Operation, status: number, type: string): boolean {
  const described = responses[String(status)]
  if (!described) return false
  const types = Object.keys(described.content ?? {})
  // A page where one was asked for: said of all problems at once, at the head of the document.
  if (status >= 400 && type === 'text/html') return true
  return types.length === 0 ? type === '' : types.includes(type)
}

function contentType(headers: readonly Buffer[]): string {
  const at = headers.findIndex((name, index) => index % 2 === 0 && /^content-type$/i.test(String(name)))
  return at < 0 ? '' : (String(headers[at + 1]).split(';', 1)[0] ?? '')
}
