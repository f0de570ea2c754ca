// trips: undici-in-its-home
import { request } from 'undici'

export const call = request
