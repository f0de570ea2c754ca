// trips: undici-in-its-homes
import { request } from 'undici'

export const call = request
