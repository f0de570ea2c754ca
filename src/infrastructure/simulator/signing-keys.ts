import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

export type SigningKeys = {
  jwks: { keys: JWK[] }
  sign(claims: JWTPayload): Promise<string>
}

const newKey = async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const { n, e, kty } = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint({ n, e, kty } as JWK)
  return { kid, privateKey, jwk: { kid, kty, alg: 'RS256', use: 'sig', n, e } as JWK }
}

/** Two published RSA keys, as Kakao has; the first one signs. */
export const newSigningKeys = async (): Promise<SigningKeys> => {
  const [current, next] = await Promise.all([newKey(), newKey()])
  const header = { kid: current.kid, typ: 'JWT', alg: 'RS256' }
  return {
    jwks: { keys: [current.jwk, next.jwk] },
    sign: (claims) => new SignJWT(claims).setProtectedHeader(header).sign(current.privateKey),
  }
}

/** A signature that only the client itself can check. */
export const signedWithSecret = (claims: JWTPayload, secret: string): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256' }).sign(new TextEncoder().encode(secret))
