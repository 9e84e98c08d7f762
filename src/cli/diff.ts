/** `yuce diff A B`: how two plans or two results differ. */

import { planDifferences } from '../analyses/diff.ts'
import { comparable, resultDifferences } from '../analyses/result-set.ts'
import { PlanError } from '../plan/problem.ts'
import { diffData, diffDocument, differenceRecord, type Found, type NamesOf } from '../render/diff.ts'
import { jsonResult } from '../render/json.ts'
import { nameOf } from '../render/names.ts'
import { clean } from '../render/width.ts'
import { diffWords } from '../render/words-diff.ts'
import { version } from '../version.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { isRead } from './options.ts'
import { documentText, formatOf, writeResult, writeTable } from './result.ts'
import { namesOf as everyName, indexOf } from './selection.ts'
import { openSide, type PlanSide, type ResultSide } from './sides.ts'
import { readTolerance } from './tolerances.ts'
import { unknownName, usageProblem } from './usage.ts'

type Sides = { readonly before: PlanSide | ResultSide; readonly after: PlanSide | ResultSide }

/** Exit 0 where they are the same, 1 where they differ. */
export const diff: Run = async (context, [first = '', second = ''], raw) => {
  const { options } = context
  const format = formatOf(options)
  const tolerance = readTolerance(raw)
  if (typeof raw['plan'] === 'string') {
    const words = { option: '--plan', other: 'diff A B', choices: `diff ${raw['plan']} ${second}` }
    throw new PlanError([usageProblem('options-conflict', words)])
  }
  const sides: Sides = { before: await openSide(context, first), after: await openSide(context, second) }
  const found = findDifferences(context, sides, tolerance)
  const names = namesFor(context, sides)
  const inputs = [...sides.before.paths, ...sides.after.paths]
  const { language } = options
  if (format === 'json') {
    const text = jsonText(sides, found, names, context)
    await writeResult(context, inputs, (write) => write(text))
  } else if (isRead(format)) {
    const title = diffWords(language).title(clean(first), clean(second))
    const text = await documentText(context, format, diffDocument(title, found, tolerance, names, language))
    await writeResult(context, inputs, (write) => write(text))
  } else await writeTable(context, inputs, format, diffData(found, names, language))
  for (const side of [sides.before, sides.after]) if (side.kind === 'plan') await tell(context, side.problems)
  const count = found.assumptions.length + found.implied.length + found.results.length
  return count === 0 ? exitCodes.done : exitCodes.no
}

function findDifferences(
  context: Context,
  { before, after }: Sides,
  tolerance: ReturnType<typeof readTolerance>,
): Found {
  if (before.kind === 'plan' && after.kind === 'plan') {
    const scenarios = chosenNames(context, before, after)
    return planDifferences(before.model, after.model, scenarios, tolerance)
  }
  if (before.kind === 'result' && after.kind === 'result') {
    const [from, to] = comparable(before.results, after.results)
    return { assumptions: [], implied: [], results: resultDifferences(from, to, tolerance) }
  }
  const [plan, result] = before.kind === 'plan' ? [before.name, after.name] : [after.name, before.name]
  const help = { key: 'run', words: { command: `yuce project -p ${plan} -o now.csv` } } as const
  throw new PlanError([usageProblem('sides-differ', { text: plan, other: result }, help)])
}

/** Scenarios by the names they have in either plan; null: all. */
function chosenNames({ options }: Context, before: PlanSide, after: PlanSide): string[] | null {
  if (options.scenarios === null) return null
  const all = [...after.model.plan.scenarios, ...before.model.plan.scenarios]
  return options.scenarios.map((name) => {
    const known = all[indexOf(name, after.model.plan.scenarios) ?? -1] ?? all.find((each) => each.name === name)
    if (known === undefined) throw new PlanError([unknownName('unknown-scenario', name, everyName(all))])
    return known.name
  })
}

/** English keeps the plan's own words, which are those of its addresses; Chinese takes the Chinese names. */
function namesFor({ options }: Context, { after }: Sides): NamesOf {
  const sectors = after.kind === 'plan' ? after.model.plan.sectors.length : 0
  if (options.language === 'en' || after.kind === 'result') return { variable: clean, sector: clean, sectors }
  const { variables, plan } = after.model
  const called = (items: Parameters<typeof indexOf>[1]) => (name: string) => {
    const item = items.find((each) => each.name === name)
    return item === undefined ? clean(name) : nameOf(item, 'zh')
  }
  return { variable: called(variables), sector: called(plan.sectors), sectors }
}

function jsonText({ before, after }: Sides, found: Found, names: NamesOf, { options }: Context): string {
  const { language, digits, settings } = options
  const record = (each: Found['assumptions'][number]) => differenceRecord(each, names, language)
  const plan = after.kind === 'plan' ? after.model.plan.name : (after.plan ?? '')
  const origin = { plan, inputs: [...before.inputs, ...after.inputs], version, settings }
  const body = {
    from: before.name,
    to: after.name,
    assumptions: found.assumptions.map(record),
    implied: found.implied.map(record),
    results: found.results,
  }
  return jsonResult('diff', origin, body, digits)
}
