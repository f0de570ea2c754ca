import type { Joining, JoinTicket } from '../../../application/ports/identity-providers.ts'
import { tokenRefusal, userApiRefusal } from './kakao-errors.ts'
import type { Registration } from './oauth-client.ts'
import { bodyCredentials } from './oauth-client.ts'
import type { ProviderAnswer, ProviderHttp } from './provider-http.ts'

type Settings = Registration & { readonly authUrl: string; readonly apiUrl: string }

/** Kakao gives up a person whom nobody has joined 24 hours after the login; five minutes before, so do we. */
const longestSignupSeconds = 86_400 - 300

const alreadyJoined = -102
const unusableToken = -401

/** Where the app connects people itself: `POST /v1/user/signup`, with what the login left for it. */
export function kakaoJoining(settings: Settings, http: ProviderHttp): Joining {
  const ask = async (accessToken: string) => {
    const headers = { authorization: `Bearer ${accessToken}` }
    return http.postForm(`${settings.apiUrl}/v1/user/signup`, {}, headers)
  }
  return {
    longestSignupSeconds,
    async join(ticket) {
      const [accessToken = '', refreshToken = ''] = JSON.parse(ticket) as string[]
      let answer = await ask(accessToken)
      if (answer.json.code === unusableToken) {
        // It lives for six hours, the signup for a day.
        const renewed = await renew(settings, http, refreshToken)
        if (renewed === undefined) return 'over'
        answer = await ask(renewed)
      }
      if (answer.status === 200 || answer.json.code === alreadyJoined) return 'joined'
      if (answer.json.code === unusableToken) return 'over'
      userApiRefusal(answer, '/v1/user/signup')
      return 'over'
    },
  }
}

/** What a login leaves for `join`; `undefined` where the token answer has not all of it. */
export function joinTicketOf({ json }: ProviderAnswer): JoinTicket | undefined {
  const tokens = [json.access_token, json.refresh_token]
  return tokens.every((token) => typeof token === 'string')
    ? (JSON.stringify(tokens) as JoinTicket)
    : undefined
}

/** A new access token; `undefined` when Kakao has ended all that the login gave. */
async function renew(settings: Settings, http: ProviderHttp, refreshToken: string) {
  const form = { ...bodyCredentials(settings), grant_type: 'refresh_token', refresh_token: refreshToken }
  const answer = await http.postForm(`${settings.authUrl}/oauth/token`, form)
  const { access_token: accessToken } = answer.json
  if (answer.status === 200 && typeof accessToken === 'string') return accessToken
  // Throws where the fault is Kakao's or ours; a refusal is about this token alone.
  tokenRefusal(answer)
  return undefined
}
