/** In which language yuce speaks. */

import { describe, expect, test } from 'vitest'
import { languageOf } from '../../../src/cli/language.ts'

describe('languageOf', () => {
  test.each([
    ['--lang beats the environment', 'en', { YUCE_LANG: 'zh', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['YUCE_LANG beats the locale', null, { YUCE_LANG: 'zh', LC_ALL: 'en_US.UTF-8' }, 'zh'],
    ['LC_ALL beats LC_MESSAGES', null, { LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'zh'],
    ['LC_MESSAGES beats LANG', null, { LC_MESSAGES: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['LANG decides at last', null, { LANG: 'zh_TW.UTF-8' }, 'zh'],
    ['an empty variable is not set', null, { LC_ALL: '', LANG: 'zh_CN.GB18030' }, 'zh'],
    ['C is English', null, { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
    ['POSIX is English', null, { LANG: 'POSIX' }, 'en'],
    ['another language is English', null, { LANG: 'de_DE.UTF-8' }, 'en'],
    ['nothing is English', null, {}, 'en'],
  ] as const)('%s', (_, option, env, language) => {
    expect(languageOf(option, env)).toBe(language)
  })
})
