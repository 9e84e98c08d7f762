/** In which language yuce speaks. Option names, headings of data and codes are the same in both. */

import type { Language } from '../render/messages.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * `--lang`, else YUCE_LANG, LC_ALL, LC_MESSAGES, LANG: the first that is set decides. `zh…` is Chinese, anything else
 * (and C or POSIX) English.
 *
 * @param option  the value of `--lang`; null where it was not given
 */
export function languageOf(option: string | null, env: Environment): Language {
  const choices = [option, env['YUCE_LANG'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']]
  const first = choices.find((each) => each !== null && each !== undefined && each !== '')
  return /^zh/i.test(first ?? '') ? 'zh' : 'en'
}
