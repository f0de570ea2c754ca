import type { Texts } from './shape.ts'

const again = 'Please start again from the login page.'
const soon = 'Please try again in a moment.'
const toSignup = { href: '/signup', label: 'Back to sign-up' } as const

export const enProblems: Texts['errors'] = {
  invalid_request: {
    title: 'We could not understand the request',
    detail: 'Please check the address and try again.',
  },
  invalid_body: {
    title: 'We could not understand what was sent',
    detail: 'Please reload the page and try again.',
  },
  invalid_state: {
    title: 'This login cannot go on',
    detail: `It took too long, or was begun in another browser. ${again}`,
  },
  invalid_code: {
    title: 'The login could not be finished',
    detail: `It took too long, or was finished before. ${again}`,
  },
  return_to_not_allowed: {
    title: 'We cannot send you to that address',
    detail: 'Please start again where you came from, or from the login page.',
  },
  unknown_client: {
    title: 'We do not know this app',
    detail: 'Please go back to the app you came from. If it happens again, tell the people who run it.',
  },
  redirect_uri_not_allowed: {
    title: 'We cannot send you back to this app',
    detail: 'Please go back to the app you came from. If it happens again, tell the people who run it.',
  },
  native_login_unsupported: {
    title: 'This login does not work in an app',
    detail: 'Please log in through the browser.',
  },
  invalid_provider_token: {
    title: 'We could not confirm this login',
    detail: 'Please start the login again in the app.',
  },
  invalid_nonce: {
    title: 'We cannot go on with this login',
    detail: 'It took too long, or was dealt with before. Please start again in the app.',
  },
  not_a_navigation: { title: 'A login cannot begin here', detail: again },
  invalid_token: { title: 'Please log in', detail: again },
  invalid_grant: {
    title: 'Please log in again',
    detail: 'You logged in a long time ago, or were signed out elsewhere.',
  },
  access_denied: {
    title: 'You cancelled',
    detail: 'Without consent we stopped the login. You can start again whenever you like.',
  },
  user_blocked: {
    title: 'You cannot log in at the moment',
    detail: 'The use of this account has been stopped. Please contact us if you want to know why.',
  },
  signup_refused: {
    title: 'We cannot complete your sign-up',
    detail: 'The service does not take this sign-up. Please contact us if you want to know why.',
    action: toSignup,
  },
  signup_unavailable: {
    title: 'Your sign-up cannot be completed right now',
    detail: `What you entered is kept. ${soon}`,
    action: toSignup,
  },
  verification_not_asked: {
    title: 'This sign-up asks for no verification',
    detail: 'Please go on in the sign-up form.',
    action: toSignup,
  },
  not_verified: {
    title: 'Your identity was not verified',
    detail: 'Please start the verification again in the sign-up form.',
    action: toSignup,
  },
  already_member: {
    title: 'You are a member already',
    detail: 'Log in the way you did before; in your account you can link this one too.',
  },
  under_age: {
    title: 'You cannot sign up yet',
    detail: 'We look forward to seeing you when you are old enough. What you told us has been erased.',
  },
  version_conflict: {
    title: 'This was changed elsewhere',
    detail: 'Please look at the sign-up form as it is now.',
    action: toSignup,
  },
  invalid_signature: {
    title: 'We stopped this to be safe',
    detail: 'We could not tell who sent it, so we did nothing.',
  },
  origin_not_allowed: {
    title: 'We stopped this to be safe',
    detail: `The request may have come from somewhere else, so we did nothing. ${again}`,
  },
  not_found: {
    title: 'There is no such page',
    detail: 'The address may have changed, or may be mistyped. Please check it.',
  },
  identity_taken: {
    title: 'This login belongs to another account',
    detail: 'If both accounts are yours, you can make them one on your account page.',
    action: { href: '/account', label: 'To my account' },
  },
  last_identity: {
    title: 'It is your only way in',
    detail: 'Please add another login before you remove this one.',
    action: { href: '/account', label: 'To my account' },
  },
  unknown_identity: {
    title: 'There is no such login',
    detail: 'It may have been removed already. Please look at your account again.',
    action: { href: '/account', label: 'To my account' },
  },
  unknown_session: {
    title: 'There is no such device',
    detail: 'It may have been signed out already. Please look at your account again.',
    action: { href: '/account', label: 'To my account' },
  },
  unknown_provider: {
    title: 'We do not offer this login',
    detail: 'Please choose another way on the login page.',
  },
  method_not_allowed: {
    title: 'This address cannot do that',
    detail: 'Please use the buttons on the page.',
  },
  signup_preparing: {
    title: 'Getting your sign-up ready',
    detail: 'It is nearly there. Please open the sign-up form in a moment.',
    action: toSignup,
  },
  already_completed: {
    title: 'You have already signed up',
    detail: 'Log in, and you are ready to go.',
  },
  signup_expired: {
    title: 'The time to finish signing up is over',
    detail: 'Everything you entered was erased. Please start afresh.',
  },
  body_too_large: { title: 'Too much was sent', detail: 'Please send less and try again.' },
  unsupported_media_type: {
    title: 'We could not understand what was sent',
    detail: 'Please reload the page and try again.',
  },
  invalid_consents: {
    title: 'Some choices need another look',
    detail: 'Please look at the terms again and choose.',
  },
  invalid_profile: {
    title: 'Some answers need another look',
    detail: 'Please correct what is marked in the sign-up form.',
    action: toSignup,
  },
  onboarding_incomplete: {
    title: 'There are steps left',
    detail: 'Please go on in the sign-up form.',
    action: toSignup,
  },
  request_timeout: {
    title: 'The request took too long',
    detail: 'Please check your connection and try again.',
  },
  headers_too_large: {
    title: 'The request carried too much',
    detail: 'Please clear the cookies of your browser and try again.',
  },
  rate_limited: {
    title: 'Please take a short break',
    detail: `There were too many requests in a short time. ${soon}`,
  },
  internal_error: { title: 'Something went wrong', detail: `The problem is on our side. ${soon}` },
  provider_unavailable: {
    title: 'We cannot connect right now',
    detail: `The service you log in with is not responding. ${soon}`,
  },
  provider_busy: { title: 'It is very busy right now', detail: `Many people are logging in. ${soon}` },
  provider_timeout: {
    title: 'That took too long',
    detail: `The service you log in with did not answer in time. ${soon}`,
  },
  service_unavailable: { title: 'We are away for a moment', detail: `We will be right back. ${soon}` },
}
