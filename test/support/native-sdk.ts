import { pkce } from './code-flow.ts'

/** What the simulator calls the mobile app when nothing else is configured. */
export const nativeAppKey = 'simulated-native-app-key'

export type SdkLogin = { readonly id_token: string; readonly access_token: string }

/** A person logs in by Kakao's SDK: the code flow of the native app key, without a secret (Kakao's own SDKs do so). */
export async function loginBySdk(
  kakaoUrl: string,
  subject: string,
  nonce: string | undefined,
  key = nativeAppKey,
): Promise<SdkLogin> {
  const { verifier, challenge } = pkce()
  const redirectUri = `kakao${key}://oauth`
  const asked = new URLSearchParams({
    client_id: key,
    redirect_uri: redirectUri,
    response_type: 'code',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    login_hint: subject,
    prompt: 'none',
    ...(nonce !== undefined && { nonce }),
  })
  const back = await fetch(`${kakaoUrl}/oauth/authorize?${asked}`, { redirect: 'manual' })
  const code = new URL(back.headers.get('location') ?? 'about:blank').searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', client_id: key, redirect_uri: redirectUri, code }
  const answer = await fetch(`${kakaoUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, code_verifier: verifier }),
  })
  return (await answer.json()) as SdkLogin
}
