/** `--plot`, as every command that can draw says it. */

import type { OptionSpec } from './options.ts'

export function plotOption(en: string, zh: string): OptionSpec {
  return { flags: '--plot <file>', takes: 'value', en: `${en}, as SVG`, zh: `${zh}（SVG）` }
}
