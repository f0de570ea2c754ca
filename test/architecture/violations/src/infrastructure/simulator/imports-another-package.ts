// trips: simulator-is-a-stranger
import { request } from 'undici'

export const call = request
