import 'reflect-metadata'
import { container } from 'tsyringe'
import { token } from '../adapters/outbound/tokens/tokens.ts'
import { simulator } from './simulator/simulator.ts'

export const services = { container, token, simulator }
