import { html } from '../html.ts'
import type { Texts } from './shape.ts'

const again = 'Please start again from the login page.'
const soon = 'Please try again in a moment.'
const toSignup = { href: '/signup', label: 'Back to sign-up' } as const

export const en: Texts = {
  product: 'Daemun',
  skip: 'Skip to content',
  providers: { kakao: { name: 'Kakao', continueWith: 'Continue with Kakao' } },
  login: {
    title: 'Log in',
    greeting: 'Welcome',
    lead: 'Use an account you already have.',
    continueWithOther: (provider) => `Continue with ${provider}`,
    newcomers: 'New here? Check the terms and your profile, and you are in.',
    noProviders: 'There is no way to log in right now. Please come back a little later.',
  },
  signup: {
    title: 'Almost there',
    lead: (provider) =>
      `You are signing up with your ${provider} account. All that is left are the terms and your profile.`,
    failed: 'Please check again',
    terms: 'Terms',
    profile: 'Profile',
    required: 'Required',
    optional: 'Optional',
    read: 'Read',
    readTerms: (title) => `Read: ${title}, opens in a new tab`,
    fields: {
      nickname: { label: 'Nickname', hint: 'Up to 30 characters.' },
      email: { label: 'Email', hint: 'Where we can reach you.' },
    },
    submit: 'Sign up',
    abandon: 'Do not sign up',
    keptUntil: (time) =>
      html`You can come back and finish until ${time}. After that, everything you entered is erased.`,
    summary: 'Some answers need another look',
    errors: {
      agreed_terms_required: 'Please agree to all the required terms.',
      agreed_terms_unknown_terms: 'Please look over the terms again.',
      nickname_required: 'Please enter a nickname.',
      nickname_too_short: 'Please enter a nickname.',
      nickname_too_long: 'A nickname can have up to 30 characters.',
      nickname_control_character: 'The nickname contains a character that cannot be used.',
      nickname_malformed_text: 'The nickname contains a character that cannot be used.',
      email_required: 'Please enter an email address.',
      email_not_an_email: 'Please enter an address like name@example.com.',
      email_too_long: 'This email address is too long.',
      other: 'Please check this part again.',
    },
  },
  preparing: { title: 'Getting things ready', lead: 'Just a moment. The sign-up form is about to open.' },
  account: {
    title: 'My account',
    greeting: (nickname) => html`Hello, ${nickname}`,
    lead: 'You are signed in.',
    nickname: 'Nickname',
    email: 'Email',
    noEmail: 'Not given',
    verified: 'Verified',
    since: 'Member since',
    signOut: 'Sign out',
  },
  terms: { version: 'Version', effective: 'Effective from' },
  error: {
    support: 'If you contact us, mentioning this helps us help you sooner.',
    code: 'Error code',
    requestId: 'Request ID',
    toLogin: 'To the login page',
  },
  errors: {
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
    origin_not_allowed: {
      title: 'We stopped this to be safe',
      detail: `The request may have come from somewhere else, so we did nothing. ${again}`,
    },
    not_found: {
      title: 'There is no such page',
      detail: 'The address may have changed, or may be mistyped. Please check it.',
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
  },
}
