// trips: http-in-its-home
import type { FastifyInstance } from 'fastify'
import Negotiator from 'negotiator'

export type Door = FastifyInstance | typeof Negotiator
