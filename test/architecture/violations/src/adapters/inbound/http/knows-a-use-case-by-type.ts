import type { FastifyInstance } from 'fastify'
import type { addThing } from '../../../application/add-thing.ts'
import { named } from '../../../domain/thing.ts'

export const route = (app: FastifyInstance, use: ReturnType<typeof addThing>) =>
  app.post('/', () => use(named('door').name))

export type Added = Awaited<
  ReturnType<ReturnType<typeof import('../../../application/add-thing.ts').addThing>>
>
