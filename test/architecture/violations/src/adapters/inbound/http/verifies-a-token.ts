// trips: jose-in-its-homes
import { jwtVerify } from 'jose'

export const verify = jwtVerify
