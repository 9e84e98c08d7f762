/** What a command works with: the world, the options, and how it speaks. */

import type { Problem } from '../plan/problem.ts'
import { ascii, unicode } from '../render/glyphs.ts'
import { type Messages, messages } from '../render/messages.ts'
import { type ProblemStyle, problemRecord, problemsText } from '../render/problem.ts'
import type { TextOptions } from '../render/text.ts'
import { isColored, painter } from './color.ts'
import type { Options, RawOptions } from './options.ts'
import type { World } from './world.ts'

export type Context = {
  readonly world: World
  readonly options: Options
  readonly words: Messages
}

/**
 * A command.
 *
 * @param words  its arguments
 * @param raw    its own options, as commander hands them over
 * @returns the exit code
 */
export type Run = (context: Context, words: readonly string[], raw: RawOptions) => Promise<number>

export function newContext(world: World, options: Options): Context {
  return { world, options, words: messages(options.language) }
}

const NARROWEST = 40
const USUAL_WIDTH = 80

/** Columns to fill: COLUMNS, else those of the terminal, else 80. */
export function widthOf(world: World, stream: 'stdout' | 'stderr' = 'stdout'): number {
  const columns = Number(world.env['COLUMNS'])
  const width = Number.isInteger(columns) && columns > 0 ? columns : (world[stream].columns ?? USUAL_WIDTH)
  return Math.max(NARROWEST, width)
}

/** How problems are written: folded at a terminal, a line each part elsewhere, so that they can be searched. */
export async function problemStyle(
  { world, options }: Context,
  stream: 'stdout' | 'stderr',
  isTerminal = world[stream].isTerminal,
): Promise<ProblemStyle> {
  const paint = await painter(isColored(options.color, world.env, isTerminal))
  return { language: options.language, paint, width: isTerminal ? widthOf(world, stream) : null }
}

/** How text is written to stdout, or to a file. */
export async function textOptions({ world, options }: Context, toFile: boolean): Promise<TextOptions> {
  const colored =
    isColored(options.color, world.env, world.stdout.isTerminal) && (!toFile || options.color === 'always')
  return {
    width: widthOf(world),
    glyphs: options.isAscii ? ascii : unicode,
    paint: await painter(colored),
  }
}

/** Problems on stderr: as text, or a JSON object a line where JSON is asked for. `--quiet` leaves errors only. */
export async function tell(context: Context, problems: readonly Problem[]): Promise<void> {
  const { world, options } = context
  const told = options.isQuiet ? problems.filter(({ severity }) => severity === 'error') : problems
  if (told.length === 0) return
  if (options.format === 'json' || options.format === 'ndjson') {
    const lines = told.map((each) => `${JSON.stringify(problemRecord(each, options.language))}\n`)
    await world.stderr.write(lines.join(''))
    return
  }
  await world.stderr.write(problemsText(told, await problemStyle(context, 'stderr')))
}

/** A remark on stderr, for people only. */
export async function remark({ world, options }: Context, text: string): Promise<void> {
  if (!options.isQuiet && options.format !== 'json' && options.format !== 'ndjson')
    await world.stderr.write(`${text}\n`)
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}
