/** Cases of `yuce discover --from`: a table, and which of its rows are of interest. */

import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { interestIn } from '../analyses/discovery/interest.ts'
import type { CaseTable } from '../plan/cases.ts'
import { type Condition, readCondition } from '../plan/condition.ts'
import { loadCases } from '../plan/load.ts'
import { PlanError } from '../plan/problem.ts'
import { version } from '../version.ts'
import { type Context, hasErrors, tell } from './context.ts'
import type { Looked } from './discover.ts'
import { inputsAsked } from './discover-options.ts'
import { readStdin, retyped } from './loading.ts'
import type { RawOptions } from './options.ts'
import { usageProblem } from './usage.ts'

/** `--from FILE --of COLUMN --where CONDITION`. */
export async function tableCases(context: Context, typed: string, raw: RawOptions): Promise<Looked> {
  refuseOthers(raw)
  const outcome = needed(raw, 'of', '--of', '--of missed')
  const condition = conditionOf(needed(raw, 'where', '--where', "--where '> 0.5'"))
  const { table, path } = await openTable(context, typed, outcome, inputsAsked(raw))
  const isOfInterest = interestIn(table.outcome, condition)
  if (isOfInterest === null) throw notComparable(table, condition)
  const { file, rows, incomplete, inputs } = table
  const hash = createHash('sha256').update(file.bytes).digest('hex')
  return {
    subject: { kind: 'table', file: typed, outcome, condition, rows, incomplete },
    cases: { inputs, isOfInterest },
    origin: { plan: '', inputs: [{ file: typed, sha256: hash }], version, settings: [] },
    files: path === null ? [] : [path],
  }
}

/** What is about a plan. */
function refuseOthers(raw: RawOptions): void {
  const own = ['plan', 'scenario', 'target', 'set', 'met', 'by', 'draws', 'seed', 'sampler', 'repairCorrelation']
  const given = own.find((name) => raw[name] !== undefined)
  if (given === undefined) return
  const option = given === 'repairCorrelation' ? '--repair-correlation' : `--${given}`
  throw new PlanError([usageProblem('options-conflict', { option, other: '--from', choices: `${option}, --from` })])
}

function needed(raw: RawOptions, name: string, argument: string, example: string): string {
  const given = raw[name]
  if (typeof given === 'string' && given !== '') return given
  const words = { command: 'yuce discover --from', argument }
  throw new PlanError([usageProblem('argument-missing', words, { key: 'write', words: { example } })])
}

function conditionOf(text: string): Condition {
  const condition = readCondition(text)
  if (condition !== null) return condition
  const help = { key: 'write-or', words: { example: "--where '> 0.5'", other: "--where '== missed'" } } as const
  throw new PlanError([usageProblem('bad-option-value', { option: '--where', text }, help)])
}

async function openTable(context: Context, typed: string, outcome: string, inputs: readonly string[] | null) {
  const { world, options } = context
  const { encoding, delimiter } = options
  const isStdin = typed === '-'
  const stdin = isStdin
    ? await readStdin(world, `yuce discover --from - --of ${outcome} --where '> 0.5' < cases.csv`)
    : null
  const path = isStdin ? typed : resolve(world.cwd, typed)
  const read = loadCases(path, { outcome, inputs }, { encoding, delimiter, stdin })
  const problems = read.problems.map(retyped([[path, typed]]))
  if (read.table === null || hasErrors(problems)) throw new PlanError(problems)
  await tell(context, problems)
  return { table: read.table, path: isStdin ? null : path }
}

function notComparable({ outcome }: CaseTable, { op, text }: Condition): PlanError {
  const { kind, name, categories } = outcome
  const asked = `${op} ${text}`
  const way = (example: string) => ({ key: 'write', words: { example } }) as const
  if (kind === 'category') {
    return new PlanError([usageProblem('not-comparable', { text: asked, name }, way(`--where '== ${categories[0]}'`))])
  }
  return new PlanError([usageProblem('bad-option-value', { option: '--where', text: asked }, way("--where '> 0.5'"))])
}
