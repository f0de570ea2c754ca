/** A browser with a jar of cookies, at a service that is a function of requests. */
export function browserOf(base: string, service: (request: Request) => Promise<Response>) {
  const cookies = new Map<string, string>()
  const call = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, origin: base, ...init.headers }
    const answer = await service(new Request(new URL(path, base), { ...init, headers }))
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      cookies.set(name, value)
    }
    return answer
  }
  return {
    get: (path: string) => call(path),
    post: (path: string, body: URLSearchParams | object) =>
      body instanceof URLSearchParams
        ? call(path, { method: 'POST', body })
        : call(path, {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json' },
          }),
  }
}
