import { createHash } from 'node:crypto'
import formbody from '@fastify/formbody'
import Fastify from 'fastify'
import { SignJWT } from 'jose'

export const simulator = { createHash, formbody, Fastify, SignJWT }
