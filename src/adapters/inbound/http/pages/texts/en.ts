import type { Texts } from './shape.ts'

const again = 'Please start again from the login page.'

export const en: Texts = {
  product: 'Daemun',
  skip: 'Skip to content',
  login: {
    title: 'Log in',
    lead: 'Start right away with an account you already have.',
    continueWith: { kakao: 'Continue with Kakao' },
    agreement: 'The first time, you will look over the terms before you are signed up.',
  },
  signup: {
    title: 'Almost there',
    lead: 'Agree to the terms and check your profile to finish signing up.',
    terms: 'Terms',
    profile: 'Profile',
    required: 'Required',
    optional: 'Optional',
    read: 'Read',
    fields: {
      nickname: { label: 'Nickname', hint: 'Up to 30 characters.' },
      email: { label: 'E-mail', hint: 'Where we can reach you. You may leave it empty.' },
    },
    submit: 'Sign up',
    abandon: 'Do not sign up',
    keptUntil: (date) => `If you leave now, you can go on until ${date}. After that everything is erased.`,
    summary: 'Some answers need another look.',
    errors: {
      agreed_terms_required: 'Please agree to all required terms.',
      nickname_required: 'Please enter a nickname.',
      nickname_too_short: 'Please enter a nickname.',
      nickname_too_long: 'A nickname has at most 30 characters.',
      nickname_control_character: 'The nickname has a character that cannot be used.',
      email_not_an_email: 'Please enter an address such as name@example.com.',
      email_too_long: 'The e-mail address is too long.',
      other: 'Please check this value.',
    },
  },
  preparing: { title: 'Getting things ready', lead: 'Just a moment. The signup form is about to appear.' },
  account: {
    title: (nickname) => `Hello, ${nickname}`,
    lead: 'You are signed in.',
    nickname: 'Nickname',
    email: 'E-mail',
    noEmail: 'None given',
    verified: 'verified',
    since: 'Member since',
    signOut: 'Sign out',
  },
  terms: { version: 'Version', effective: 'In force from' },
  error: { requestId: 'If you ask us about this, mention', toLogin: 'To the login page' },
  errors: {
    invalid_request: {
      title: 'We could not read the request',
      detail: 'Please check the address and try again.',
    },
    invalid_body: {
      title: 'We could not read what was sent',
      detail: 'Please reload the page and try again.',
    },
    invalid_state: {
      title: 'This login cannot go on',
      detail: `It took too long, or was begun in another browser. ${again}`,
    },
    invalid_code: {
      title: 'The login could not be finished',
      detail: `The code was used before or has expired. ${again}`,
    },
    return_to_not_allowed: {
      title: 'We cannot send you to that address',
      detail: 'Please start again where you came from.',
    },
    not_a_navigation: { title: 'A login cannot begin here', detail: again },
    invalid_token: { title: 'Please log in', detail: again },
    invalid_grant: { title: 'Please log in again', detail: 'You are no longer signed in.' },
    access_denied: {
      title: 'You cancelled',
      detail: 'Without your consent we cannot log you in. Start again whenever you like.',
    },
    origin_not_allowed: {
      title: 'This cannot be done from here',
      detail: 'Please try again from our own pages.',
    },
    not_found: { title: 'There is no such page', detail: 'Please check the address.' },
    unknown_provider: { title: 'We do not offer this login', detail: 'Please log in another way.' },
    method_not_allowed: { title: 'This cannot be done', detail: 'Please use the buttons on the page.' },
    signup_preparing: { title: 'Getting things ready', detail: 'Please try again in a moment.' },
    already_completed: { title: 'You have signed up already', detail: 'Please log in.' },
    signup_expired: {
      title: 'The time to sign up is over',
      detail: 'What you had entered was erased. Please start afresh.',
    },
    body_too_large: { title: 'Too much was sent', detail: 'Please send less.' },
    unsupported_media_type: {
      title: 'We could not read what was sent',
      detail: 'Please reload the page and try again.',
    },
    invalid_profile: { title: 'Some answers need another look', detail: 'Please correct what is marked.' },
    onboarding_incomplete: { title: 'Some steps are left', detail: 'Please finish the steps that are left.' },
    request_timeout: { title: 'The request took too long', detail: 'Please try again.' },
    headers_too_large: { title: 'Too much was sent', detail: 'Please clear the cookies and try again.' },
    rate_limited: { title: 'Too many requests', detail: 'Please try again in a moment.' },
    internal_error: {
      title: 'Something went wrong',
      detail: 'It is our fault. Please try again in a moment.',
    },
    provider_unavailable: {
      title: 'We cannot reach them now',
      detail: 'The login provider has a problem. Please try again in a moment.',
    },
    provider_busy: { title: 'It is very busy right now', detail: 'Please try again in a moment.' },
    provider_timeout: {
      title: 'That took too long',
      detail: 'The login provider did not answer in time. Please try again.',
    },
    service_unavailable: {
      title: 'We are away for a moment',
      detail: 'We will be right back. Please try again soon.',
    },
  },
}
