/** `yuce calibrate HISTORY.csv`: assumptions from what was observed, with what can and cannot be told. */

import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { type Calibration, calibrate } from '../analyses/calibration/calibrate.ts'
import type { History } from '../plan/history.ts'
import { loadHistory } from '../plan/load.ts'
import { PlanError } from '../plan/problem.ts'
import { didYouMean } from '../plan/report.ts'
import { parseYears } from '../plan/years.ts'
import { calibrationDocument, correlationDocument } from '../render/calibrate.ts'
import { assumptionTable, calibrationRecord, correlationTable, type Stamp } from '../render/calibrate-data.ts'
import { jsonResult } from '../render/json.ts'
import { version } from '../version.ts'
import { type Context, hasErrors, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { readStdin, retyped } from './loading.ts'
import { isRead, type RawOptions } from './options.ts'
import { documentText, formatOf, inFull, writeResult, writeTable } from './result.ts'
import { styleOf } from './style.ts'
import { usageProblem } from './usage.ts'

export const calibrateHistory: Run = async (context, [typed = ''], raw) => {
  const { options } = context
  const format = formatOf(options)
  const years = readYears(raw)
  const areCorrelations = raw['correlations'] === true
  const { history, path } = await openHistory(context, typed)
  const calibration = await calibrated(context, history)
  const inputs = path === null ? [] : [path]
  if (format === 'json') {
    const hashes = history.files.map(({ name, bytes }) => ({ file: name, sha256: sha256(bytes) }))
    const origin = { plan: '', inputs: hashes, version, settings: [] }
    const text = jsonResult('calibrate', origin, calibrationRecord(history, calibration), null)
    await writeResult(context, inputs, (write) => write(text))
  } else if (isRead(format)) {
    const document = areCorrelations ? correlationDocument : calibrationDocument
    const text = await documentText(context, format, document(history, calibration, styleOf(options)))
    await writeResult(context, inputs, (write) => write(text))
  } else {
    const stamp: Stamp = { scenarios: options.scenarios, years, digits: options.digits, language: options.language }
    const table = areCorrelations ? correlationTable : assumptionTable
    await writeTable(inFull(context), inputs, format, table(history, calibration, stamp))
  }
  return exitCodes.done
}

/** The cell of the year column. */
function readYears(raw: RawOptions): string {
  const given = raw['years']
  if (typeof given !== 'string') return '*'
  if (parseYears(given).ok) return given
  const help = { key: 'write-or', words: { example: '--years 2026-2027', other: '--years 2026' } } as const
  throw new PlanError([usageProblem('bad-option-value', { text: given, option: '--years' }, help)])
}

/** @throws PlanError with every problem if one of them is an error; others are told */
async function openHistory(context: Context, typed: string): Promise<{ history: History; path: string | null }> {
  const { world, options } = context
  const { encoding, delimiter } = options
  const isStdin = typed === '-'
  const stdin = isStdin ? await readStdin(world, 'yuce calibrate - < history.csv') : null
  const path = isStdin ? typed : resolve(world.cwd, typed)
  const asTyped = retyped([[path, typed]])
  const read = loadHistory(path, { encoding, delimiter, stdin })
  const problems = read.problems.map(asTyped)
  const { history } = read
  if (history === null || hasErrors(problems)) throw new PlanError(problems)
  await tell(context, problems)
  const files = history.files.map((file) => ({ ...file, name: typed }))
  return { history: { ...history, files }, path: isStdin ? null : path }
}

/** @throws PlanError where there is nothing to calibrate from */
async function calibrated(context: Context, history: History): Promise<Calibration> {
  const { calibration, problems } = calibrate(history, chosen(history, context.options.variables))
  if (calibration === null) throw new PlanError(problems)
  await tell(context, problems)
  return calibration
}

/** Variables of the history by their names; all where none is named. */
function chosen({ variables }: History, names: readonly string[] | null): number[] {
  if (names === null) return [...variables.keys()]
  const known = variables.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new PlanError(unknown.map((text) => usageProblem('not-in-history', { text }, didYouMean(text, known))))
  }
  return names.map((name) => known.indexOf(name))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
