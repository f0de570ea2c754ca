import { describe, expect, it } from 'vitest'
import { redisOf } from '../../src/infrastructure/config-redis.ts'
import { variables } from '../../src/infrastructure/config-variables.ts'

const read = (url: string) => {
  const vars = variables({ REDIS_URL: url })
  return { address: redisOf(vars), problems: vars.problems }
}

const single = {
  tls: false,
  username: undefined,
  password: undefined,
  topology: { kind: 'single', database: 0 },
}

describe('REDIS_URL', () => {
  it('may be absent', () => {
    expect(read('')).toEqual({ address: null, problems: [] })
  })

  it.each([
    ['redis://localhost', { ...single, nodes: [{ host: 'localhost', port: 6_379 }] }],
    ['redis://localhost/', { ...single, nodes: [{ host: 'localhost', port: 6_379 }] }],
    ['redis://[::1]:7000/', { ...single, nodes: [{ host: '::1', port: 7_000 }] }],
    [
      'rediss://queue:p%40ss%3A%2F%25@redis.example.com:6380/3',
      {
        nodes: [{ host: 'redis.example.com', port: 6_380 }],
        tls: true,
        username: 'queue',
        password: 'p@ss:/%',
        topology: { kind: 'single', database: 3 },
      },
    ],
    ['redis://:sesame@h', { ...single, password: 'sesame', nodes: [{ host: 'h', port: 6_379 }] }],
    ['redis://:a:b@h', { ...single, password: 'a:b', nodes: [{ host: 'h', port: 6_379 }] }],
    [
      'redis+sentinel://:sesame@a,b:26380/main/2?sentinel_password=open%26wide',
      {
        ...single,
        password: 'sesame',
        nodes: [
          { host: 'a', port: 26_379 },
          { host: 'b', port: 26_380 },
        ],
        topology: { kind: 'sentinel', masterName: 'main', database: 2, sentinelPassword: 'open&wide' },
      },
    ],
    [
      'rediss+sentinel://a/my%20main',
      {
        ...single,
        tls: true,
        nodes: [{ host: 'a', port: 26_379 }],
        topology: { kind: 'sentinel', masterName: 'my main', database: 0, sentinelPassword: undefined },
      },
    ],
    [
      'rediss+cluster://a:7000,b',
      {
        ...single,
        tls: true,
        nodes: [
          { host: 'a', port: 7_000 },
          { host: 'b', port: 6_379 },
        ],
        topology: { kind: 'cluster' },
      },
    ],
  ])('reads %s', (url, address) => {
    expect(read(url)).toEqual({ address, problems: [] })
  })

  it.each([
    ['http://h', /must be an address such as redis:\/\/:password@host/],
    ['redis://', /must be an address/],
    ['h:6379', /must be an address/],
    ['redis://:sec@ret@h', /must be an address .* percent-encoded/],
    ['redis://:sec/ret@h', /must (?:be an address|give hosts|end with)/],
    ['redis://h:0', /host:port/],
    ['redis://h:65536', /host:port/],
    ['redis://::1', /host:port/],
    ['redis://user@h', /user:password@/],
    ['redis://:%zz@h', /%25/],
    ['redis://h/first', /number of a database/],
    ['redis://h/0/1', /one database number/],
    ['redis://h?tls=true', /no parameters/],
    ['redis://a,b', /redis\+sentinel:\/\/ or redis\+cluster:\/\//],
    ['redis+sentinel://a,b', /must name their master/],
    ['redis+sentinel://a/main/x', /number of a database/],
    ['redis+sentinel://a/main?role=slave', /sentinel_password/],
    ['redis+cluster://a/1', /one database/],
  ])('refuses %s and says what to change, without repeating it', (url, cure) => {
    const { problems } = read(url)
    expect(problems).not.toEqual([])
    for (const problem of problems) {
      expect(problem).toMatch(/^REDIS_URL /)
      expect(problem).not.toContain('ret@')
    }
    expect(problems.join('\n')).toMatch(cure)
  })
})
