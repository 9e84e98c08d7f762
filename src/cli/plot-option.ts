/** `--plot`, as every command that can draw says it. */

import { extname } from 'node:path'
import { PlanError } from '../plan/problem.ts'
import type { Context } from './context.ts'
import type { OptionSpec, RawOptions } from './options.ts'
import { needOtherFile } from './result.ts'
import { badValue, type UsageProblem, usageProblem } from './usage.ts'

export function plotOption(en: string, zh: string): OptionSpec {
  return { flags: '--plot <file>', takes: 'value', en: `${en}, as SVG`, zh: `${zh}（SVG）` }
}

/** @throws PlanError for a name that does not end as an SVG file does, or is that of the result */
export function plotFile(context: Context, raw: RawOptions): string | null {
  const file = raw['plot']
  if (typeof file !== 'string') return null
  if (extname(file).toLowerCase() !== '.svg') {
    throw new PlanError([badValue('--plot', file, [`${file.replace(/\.\w+$/, '') || 'plot'}.svg`])])
  }
  needOtherFile(context, '--plot', file)
  return file
}

/** A page has its plots in it. */
export function plotInPage(file: string): UsageProblem {
  const words = { option: `--plot ${file}`, other: '--format html', choices: `--plot ${file}, --format html` }
  return usageProblem('options-conflict', words)
}
