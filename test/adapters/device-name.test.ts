import { describe, expect, it } from 'vitest'
import { deviceName } from '../../src/adapters/inbound/http/device-name.ts'

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const android = 'Mozilla/5.0 (Linux; Android 14; SM-S928N) AppleWebKit/537.36 (KHTML, like Gecko)'

describe('the plain name of a device', () => {
  it.each([
    [`${iPhone} Version/17.5 Mobile/15E148 Safari/604.1`, 'iPhone의 Safari', 'Safari on iPhone'],
    [`${windows} Chrome/131.0.0.0 Safari/537.36`, 'Windows의 Chrome', 'Chrome on Windows'],
    [
      `${windows} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
      'Windows의 Microsoft Edge',
      'Microsoft Edge on Windows',
    ],
    [`${windows} Chrome/130.0.0.0 Whale/4.29.282.14 Safari/537.36`, 'Windows의 웨일', 'Whale on Windows'],
    [`${android} Chrome/131.0.0.0 Mobile Safari/537.36`, 'Android의 Chrome', 'Chrome on Android'],
    [
      `${android} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`,
      'Android의 삼성 인터넷',
      'Samsung Internet on Android',
    ],
    [
      `${android.replace(')', '; wv)')} Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36;KAKAOTALK 2411060`,
      'Android의 카카오톡',
      'KakaoTalk on Android',
    ],
    [`${iPhone} Mobile/15E148 KAKAOTALK/10.8.5 (INAPP)`, 'iPhone의 카카오톡', 'KakaoTalk on iPhone'],
    [`${iPhone} Mobile/15E148 NAVER(inapp; search; 2000; 12.8.0)`, 'iPhone의 네이버', 'Naver on iPhone'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0',
      'macOS의 Firefox',
      'Firefox on macOS',
    ],
    ['okhttp/4.12.0', 'okhttp', 'okhttp'],
    ['MyApp/42 CFNetwork/1494.0.7 Darwin/23.4.0', 'MyApp', 'MyApp'],
    ['Mozilla/5.0', '알 수 없는 기기', 'Unknown device'],
    ['a browser', '알 수 없는 기기', 'Unknown device'],
    ['<script>/1', '알 수 없는 기기', 'Unknown device'],
    ['', '알 수 없는 기기', 'Unknown device'],
    [null, '알 수 없는 기기', 'Unknown device'],
  ])('of %s is %s, %s', (userAgent, korean, english) => {
    expect([deviceName('ko', userAgent), deviceName('en', userAgent)]).toEqual([korean, english])
  })

  it('takes whatever a stranger sends for a User-Agent', () => {
    for (const odd of [
      'Mozilla/5.0 (',
      'Mozilla/',
      `Mozilla/5.0 ${'('.repeat(500)}`,
      'Mozilla/5.0 \ud800 __proto__',
    ])
      expect(deviceName('en', odd)).toEqual(expect.stringMatching(/\S/))
    expect(deviceName('en', 'constructor/1')).toBe('constructor')
  })
})
