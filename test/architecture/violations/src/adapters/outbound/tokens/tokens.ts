import { SignJWT } from 'jose'
import { ThingsUnavailable } from '../../../application/ports/things.ts'

export const token = () => new SignJWT({ because: new ThingsUnavailable().message })
