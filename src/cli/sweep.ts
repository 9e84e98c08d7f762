/** `yuce sweep`: a grid over one or two assumptions. */

import { writtenUnit } from '../analyses/instruments.ts'
import { type Axis, type Output, type Swept, sweep, targetOutput } from '../analyses/sweep.ts'
import type { Model } from '../model/types.ts'
import { readGrid } from '../plan/grid.ts'
import { PlanError, type Problem } from '../plan/problem.ts'
import { type Target, TOTAL } from '../plan/types.ts'
import type { DataTable } from '../render/delimited.ts'
import { jsonResult } from '../render/json.ts'
import { indicatorUnit } from '../render/names.ts'
import { sweepDocument } from '../render/sweep.ts'
import { sweepWords } from '../render/words-sweep.ts'
import { bareRates, chosenAssumptions } from './assumptions.ts'
import { type Context, type Run, tell } from './context.ts'
import { exitCodes } from './exit.ts'
import { type Loaded, loadModel, originOf } from './loading.ts'
import { type Format, isRead, type RawOptions } from './options.ts'
import { keyOf } from './projecting.ts'
import { documentText, formatOf, writeResult, writeTable } from './result.ts'
import { chosenScenarios, chosenVariables } from './selection.ts'
import { styleOf } from './style.ts'
import { chosenTargets, withConditions } from './targeting.ts'
import { usageProblem } from './usage.ts'

/** So many cells are computed; a map of more is not read. */
const MOST_CELLS = 100_000
/** Over all numbers and scenarios that are shown: each keeps a cell of its own. */
const MOST_VALUES = 1_000_000
const example = "--over 'growth[*,2026]=0%:20%:2%'"

export const sweepOver: Run = async (context, _, raw) => {
  const { options } = context
  const format = formatOf(options)
  const loaded = await loadModel(withConditions(context))
  const { model } = loaded
  const { plan } = model
  const { axes, warnings } = axesOf(model, raw)
  await tell(context, warnings)
  const outputs = outputsOf(context, model, raw)
  const scenarios = options.scenarios === null ? [plan.defaultScenario] : chosenScenarios(plan, options.scenarios)
  const values = cellsOf(axes) * outputs.length * scenarios.length
  if (values > MOST_VALUES) throw tooMany(values, MOST_VALUES)
  const grids = scenarios.map((scenario) => sweep(model, scenario, axes, outputs))
  const swept = grids.flatMap((each) => each.swept)
  await write(context, format, loaded, axes, swept)
  const problems = new Map<string, Problem>()
  for (const each of grids.flatMap((grid) => grid.problems)) problems.set(keyOf(each), each)
  await tell(context, [...problems.values()])
  const isMissed = options.failOnMiss && swept.some(({ cells }) => cells.some(({ verdict }) => verdict !== 'met'))
  return isMissed ? exitCodes.no : exitCodes.done
}

/** `--over ASSUMPTION=VALUES`, once or twice. */
function axesOf(model: Model, raw: RawOptions): { axes: Axis[]; warnings: Problem[] } {
  const texts = Array.isArray(raw['over']) ? (raw['over'] as string[]) : []
  if (texts.length === 0) {
    const words = { command: 'yuce sweep', argument: '--over' }
    throw new PlanError([usageProblem('argument-missing', words, { key: 'write', words: { example } })])
  }
  if (texts.length > 2) throw wrongAxis(texts[2] ?? '')
  const axes = texts.map((text) => axisOf(model, text))
  const count = cellsOf(axes)
  if (count > MOST_CELLS) throw tooMany(count)
  const warnings = axes.flatMap(({ address, operation, values }, i) =>
    operation === 'scale' ? [] : bareRates(model, address, valuesIn(texts[i] ?? ''), values),
  )
  return { axes, warnings }
}

function axisOf(model: Model, text: string): Axis {
  const equals = text.search(/[=＝]/)
  if (equals < 1) throw wrongAxis(text)
  const [address] = chosenAssumptions(model, [text.slice(0, equals).trim()])
  if (address === undefined) throw wrongAxis(text)
  const grid = readGrid(valuesIn(text), writtenUnit(model, address), MOST_CELLS)
  if (grid === null) throw wrongAxis(text)
  if ('count' in grid) throw tooMany(grid.count)
  return { address, ...grid }
}

/** What stands behind the first equals sign. */
function valuesIn(text: string): string {
  return text.slice(text.search(/[=＝]/) + 1).trim()
}

function wrongAxis(text: string): PlanError {
  return new PlanError([
    usageProblem('bad-option-value', { option: '--over', text }, { key: 'write', words: { example } }),
  ])
}

function cellsOf(axes: readonly Axis[]): number {
  return axes.reduce((cells, { values }) => cells * values.length, 1)
}

function tooMany(count: number, limit = MOST_CELLS): PlanError {
  return new PlanError([usageProblem('too-many-cells', { count, limit })])
}

/** Targets and variables asked for; without any, the plan's first target, or what it projects. */
function outputsOf({ options }: Context, model: Model, raw: RawOptions): Output[] {
  const { plan } = model
  const variables = chosenVariables(model, options.variables) ?? []
  const asked = plan.targets.length === 0 && options.targets.length === 0 ? [] : chosenTargets(plan, options.targets)
  const targets: readonly Target[] = asked ?? (variables.length > 0 ? [] : plan.targets.slice(0, 1))
  const year = yearOf(model, raw['year'])
  const shown =
    variables.length > 0 || targets.length > 0 ? variables : model.results.filter((each) => isTotal(model, each))
  return [
    ...targets.map((each) => targetOutput(model, each)),
    ...shown.flatMap((each) => variableOutputs(model, each, year)),
  ]
}

function isTotal({ variables }: Model, index: number): boolean {
  return variables[index]?.level === 'total'
}

function variableOutputs(model: Model, variable: number, year: number): Output[] {
  const sectors = isTotal(model, variable) ? [TOTAL] : model.plan.sectors.map((_, sector) => sector)
  return sectors.map((sector) => ({ indicator: { variable, sector, year }, target: null }))
}

/** `--year`, by default the last one. */
function yearOf({ horizon, years }: Model, raw: unknown): number {
  if (typeof raw !== 'string') return horizon
  const year = /^\d{4}$/.test(raw.trim()) ? Number(raw) : Number.NaN
  if (years.includes(year)) return year
  const words = { example: `--year ${horizon}` }
  throw new PlanError([usageProblem('bad-option-value', { option: '--year', text: raw }, { key: 'write', words })])
}

async function write(context: Context, format: Format, loaded: Loaded, axes: readonly Axis[], swept: readonly Swept[]) {
  const { options } = context
  const { model, inputs } = loaded
  if (format === 'json') {
    const text = jsonResult('sweep', await originOf(loaded), recordOf(model, axes, swept), options.digits)
    return writeResult(context, inputs, (put) => put(text))
  }
  if (!isRead(format)) return writeTable(context, inputs, format, tableOf(model, axes, swept))
  const document = sweepDocument(model, axes, swept, hints(context, model, swept), styleOf(options))
  const text = await documentText(context, format, document)
  return writeResult(context, inputs, (put) => put(text))
}

/** What else there is to look at. */
function hints({ options }: Context, { plan }: Model, swept: readonly Swept[]): string[] {
  const words = sweepWords[options.language]
  const shown = new Set(swept.map(({ output }) => output.target))
  const others = plan.targets.filter((target) => !shown.has(target)).map(({ name }) => name)
  const isChosen = options.targets.length > 0 || options.variables !== null
  return [
    ...(isChosen || others.length === 0 ? [] : [words.otherTargets({ names: others.join(',') })]),
    ...(options.scenarios !== null || plan.scenarios.length === 1 ? [] : [words.otherScenarios]),
  ]
}

function recordOf({ plan, variables }: Model, axes: readonly Axis[], swept: readonly Swept[]) {
  return {
    axes: axes.map(({ address, operation, values }) => ({ assumption: address.text, values, operation })),
    cells: swept.flatMap(({ scenario, output: { indicator, target }, cells }) =>
      cells.map(({ at, value, verdict }) => ({
        at,
        value,
        verdict,
        scenario: plan.scenarios[scenario]?.name ?? '',
        target: target?.name ?? null,
        variable: variables[indicator.variable]?.name ?? '',
        sector: indicator.sector === TOTAL ? 'total' : (plan.sectors[indicator.sector]?.name ?? ''),
        year: indicator.year,
      })),
    ),
  }
}

/** Long: a row a cell, a column for each assumption under its own name. */
function tableOf(model: Model, axes: readonly Axis[], swept: readonly Swept[]): DataTable {
  const { plan, variables } = model
  const columns = [
    ...['scenario', 'target', 'variable', 'sector', 'year'],
    ...axes.map(({ address }) => address.text),
    ...['value', 'unit', 'op', 'threshold', 'verdict'],
  ]
  const rows = swept.flatMap(({ scenario, output: { indicator, target }, cells }) => {
    const { variable, sector, year } = indicator
    const where = sector === TOTAL ? 'total' : (plan.sectors[sector]?.name ?? '')
    const named = [
      plan.scenarios[scenario]?.name ?? '',
      target?.name ?? null,
      variables[variable]?.name ?? '',
      where,
      year,
    ]
    const unit = target === null ? (variables[variable]?.unit ?? null) : indicatorUnit(model, target)
    return cells.map(({ at, value, verdict }) => [
      ...named,
      ...at,
      ...[value, unit, target?.op ?? null, target?.threshold ?? null, verdict],
    ])
  })
  return { columns, rows }
}
