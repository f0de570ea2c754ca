// trips: environment-only-in-config
import { config } from './config.ts'

const { PORT } = process.env
export const listen = { config, port: PORT }
