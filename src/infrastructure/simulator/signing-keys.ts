import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'

export type SigningKeys = {
  jwks: { keys: JWK[] }
  sign(claims: JWTPayload): Promise<string>
  /** A security event token (RFC 8417 section 2.3). */
  signEvent(claims: JWTPayload): Promise<string>
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
  const signed = (typ: string) => (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ kid: current.kid, typ, alg: 'RS256' }).sign(current.privateKey)
  return {
    jwks: { keys: [current.jwk, next.jwk] },
    sign: signed('JWT'),
    signEvent: signed('secevent+jwt'),
  }
}

/** A signature that only the client itself can check. */
export const signedWithSecret = (claims: JWTPayload, secret: string): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256' }).sign(new TextEncoder().encode(secret))
