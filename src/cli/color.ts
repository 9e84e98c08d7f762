/** Whether a stream is coloured, and what paints it. */

import type { Tone } from '../render/table.ts'
import type { Paint } from '../render/text.ts'

type Environment = Readonly<Record<string, string | undefined>>

export const COLOR_CHOICES = ['auto', 'always', 'never'] as const
export type ColorChoice = (typeof COLOR_CHOICES)[number]

/**
 * One decision for each stream. The first of these that says something wins:
 * `--color`, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM=dumb, and then whether the stream is a terminal.
 *
 * @source no-color.org (an empty NO_COLOR is not set), bixense.com/clicolors
 */
export function isColored(choice: ColorChoice, env: Environment, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always'
  if (isSet(env['NO_COLOR'])) return false
  const forced = env['FORCE_COLOR']
  if (forced === '0' || forced === 'false') return false
  if (forced !== undefined) return true
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return true
  if (env['CLICOLOR'] === '0' || env['TERM'] === 'dumb') return false
  return isTerminal
}

/** An empty variable is not set. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

const noPaint: Paint = (text) => text

/** chalk is loaded only for a stream that is coloured, and never asked what it thinks of the terminal. */
export async function painter(colored: boolean): Promise<Paint> {
  if (!colored) return noPaint
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  const paints: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    strong: chalk.bold,
    quiet: chalk.dim,
    good: chalk.green,
    bad: chalk.red,
    unsure: chalk.yellow,
  }
  return (text, tone) => (text === '' ? '' : paints[tone](text))
}
