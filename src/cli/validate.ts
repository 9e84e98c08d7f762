/** `yuce validate`: is the plan sound? Every problem at once. */

import { uncertaintyOf } from '../analyses/chance/uncertainty.ts'
import type { Indicator } from '../analyses/trials.ts'
import { projectScenario } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { TOTAL } from '../plan/types.ts'
import { jsonResult } from '../render/json.ts'
import { problemRecord, problemsText } from '../render/problem.ts'
import { type Context, hasErrors, problemStyle, type Run } from './context.ts'
import { exitCodes } from './exit.ts'
import { originOf, readModel } from './loading.ts'
import { keyOf } from './projecting.ts'
import { formatOf, limitedTo, writeResult, writeTable } from './result.ts'
import { chosenScenarios } from './selection.ts'

const columns = ['code', 'severity', 'file', 'line', 'column', 'message', 'help'] as const

/** Exit 2 where a problem is an error: what other commands would say of this plan. */
export const validate: Run = async (context) => {
  const { options } = context
  const format = limitedTo(formatOf(options), ['table', 'csv', 'tsv', 'json', 'ndjson', 'xlsx'])
  const read = await readModel(context)
  // A name that is not there must not read as a plan that was looked at.
  if (read.plan !== null) chosenScenarios(read.plan, options.scenarios)
  const problems = read.model === null ? read.problems : [...read.problems, ...evaluationProblems(read.model)]
  const records = problems.map((each) => problemRecord(each, options.language))
  if (format === 'json') {
    const text = jsonResult('validate', await originOf(read), { problems: records }, null)
    await writeResult(context, read.inputs, (write) => write(text))
  } else if (format === 'table') {
    const text = await reportText(context, read.plan?.name ?? '', problems)
    await writeResult(context, read.inputs, (write) => write(text))
  } else {
    const rows = records.map((record) => columns.map((column) => record[column]))
    await writeTable(context, read.inputs, format, { columns, rows })
  }
  return hasErrors(problems) ? exitCodes.unusable : exitCodes.done
}

/** What shows only when scenarios are computed: values that are missing, equations that give no number. */
function evaluationProblems(model: Model): Problem[] {
  const found = new Map<string, Problem>()
  for (const index of model.plan.scenarios.keys()) {
    for (const each of problemsOf(model, index)) found.set(keyOf(each), each)
  }
  return [...found.values()]
}

function problemsOf(model: Model, scenario: number): readonly Problem[] {
  try {
    const { inputs, problems } = projectScenario(model, scenario)
    // Which correlations meet is known only when it is known what is uncertain.
    if (model.plan.correlations.length > 0) uncertaintyOf(model, inputs, outcomesOf(model))
    return problems
  } catch (error) {
    if (error instanceof PlanError) return error.problems
    throw error
  }
}

function outcomesOf({ results, horizon }: Model): Indicator[] {
  return results.map((variable) => ({ variable, sector: TOTAL, year: horizon }))
}

async function reportText(context: Context, name: string, problems: readonly Problem[]): Promise<string> {
  const { world, options, words } = context
  if (problems.length === 0) return `${words.planIsSound(name)}\n`
  const style = await problemStyle(context, 'stdout', options.output === null && world.stdout.isTerminal)
  const count = (severity: string) => problems.filter((each) => each.severity === severity).length
  const summary = words.problemCounts(count('error'), count('warning'))
  return `${problemsText(problems, style)}\n${summary}\n`
}
