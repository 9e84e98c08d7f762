/** The answer to a shell that asks what may come next. Nothing is written to stderr, and nothing goes wrong aloud. */

import { join, resolve } from 'node:path'
import { defaultEquations, defaultInputs } from '../../model/equations.ts'
import { type Glance, glanceAt } from '../../plan/glance.ts'
import { holdsPlan, loadBeginnings } from '../../plan/load.ts'
import { clean } from '../../render/width.ts'
import { exitCodes } from '../exit.ts'
import { languageOf } from '../language.ts'
import { bundledPlan, dataFolder } from '../loading.ts'
import type { World } from '../world.ts'
import { type Offer, offer } from './candidates.ts'
import { SHELLS, type Shell } from './scripts.ts'
import { type Line, quoted, readLine, replacedFrom } from './words.ts'

/** Bytes of a plan that are read for a completion, at most. */
const BUDGET = 256 * 1024

/**
 * @param asked  bash: the line up to the cursor, and the characters that break words; zsh: the words, the last one being
 *               typed; fish: the words, `--`, and the one being typed as it stands there
 */
export async function answer([name, ...asked]: readonly string[], world: World): Promise<number> {
  const shell = SHELLS.find((each) => each === name)
  if (shell === undefined) return exitCodes.unusable
  const line = lineOf(shell, asked)
  const language = languageOf(null, world.env)
  const found = await offer(line.words, line.current, (plan) => glanceAtPlan(plan, world), language)
  await world.stdout.write(`${linesOf(shell, found, line, asked[1] ?? '').join('\n')}\n`)
  return exitCodes.done
}

function lineOf(shell: Shell, asked: readonly string[]): Line {
  if (shell === 'bash') {
    const line = readLine(asked[0] ?? '')
    return { ...line, words: line.words.slice(1) }
  }
  if (shell === 'zsh') {
    const current = asked.at(-1) ?? ''
    return { words: asked.slice(0, -1), current, raw: current, quote: '' }
  }
  const end = asked.lastIndexOf('--')
  const { current, raw, quote } = readLine(asked[end + 1] ?? '')
  return { words: asked.slice(0, end), current, raw, quote }
}

function linesOf(shell: Shell, found: Offer, line: Line, breaks: string): string[] {
  if (typeof found === 'string') return [found]
  // A name with characters that do not show cannot be typed either.
  const shown = found.filter(({ text }) => clean(text) === text)
  if (shell !== 'bash') return ['words', ...shown.map(({ text, description }) => `${text}\t${clean(description)}`)]
  const { raw, quote } = line
  const from = replacedFrom(raw, quote, breaks)
  const before = readLine(quote === '' ? raw.slice(0, from) : raw.slice(0, from - 1)).current
  const texts = shown.flatMap(({ text }) => (text.startsWith(before) ? [text.slice(before.length)] : []))
  return ['words', ...texts.map((text) => quoted(text, quote))]
}

function glanceAtPlan(plan: string | null, { cwd, env }: World): Glance {
  const named = plan ?? (env['YUCE_PLAN'] || null)
  const isHere = holdsPlan(cwd)
  const folder = named !== null ? resolve(cwd, named) : isHere ? cwd : join(dataFolder, bundledPlan)
  const inputs = loadBeginnings(folder, BUDGET)
  const seen = glanceAt(inputs)
  if (inputs.some(({ role }) => role === 'equations')) return seen
  const usual = [
    ...defaultEquations.map(({ variable, nameZh, nameEn }) => ({ name: variable, nameZh, nameEn })),
    ...[...defaultInputs].map(([name, { nameZh, nameEn }]) => ({ name, nameZh, nameEn })),
  ]
  const others = seen.variables.filter(({ name }) => !usual.some((each) => each.name === name))
  return { ...seen, variables: [...usual, ...others] }
}
