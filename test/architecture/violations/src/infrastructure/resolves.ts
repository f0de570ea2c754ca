// trips: container-in-its-home
import 'reflect-metadata'
import { container } from 'tsyringe'

export const resolve = container.resolve
