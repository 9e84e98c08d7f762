/** `yuce explain VARIABLE[SECTOR,YEAR]`: where a number comes from. */

import { type Explanation, explain } from '../analyses/explain.ts'
import { projectScenario } from '../model/project.ts'
import type { Model } from '../model/types.ts'
import { groupsCalled, groupText, groupTotalName } from '../plan/groupings.ts'
import { PlanError } from '../plan/problem.ts'
import { oneOf } from '../plan/report.ts'
import { type Grouping, type GroupRef, type Plan, TOTAL } from '../plan/types.ts'
import { addressOf, explanationRows, explanationTree } from '../render/explanation.ts'
import { jsonResult } from '../render/json.ts'
import { scenarioHeading, titleOf } from '../render/projection.ts'
import { cell, type Document, type Section, section, verbatimSection } from '../render/table.ts'
import { type Address, readAddress } from './address.ts'
import { type Context, type Run, tell, widthOf } from './context.ts'
import { exitCodes } from './exit.ts'
import { loadModel, originOf } from './loading.ts'
import { isRead } from './options.ts'
import { documentText, formatOf, writeResult, writeTable } from './result.ts'
import { chosenScenarios, chosenSector, chosenVariables, indexOf } from './selection.ts'
import { styleOf } from './style.ts'
import { badValue, usageProblem } from './usage.ts'

export const explainNumber: Run = async (context, [text = ''], raw) => {
  const { options } = context
  const format = formatOf(options)
  const depth = readDepth(raw['depth'])
  const address = readAddress(text)
  const loaded = await loadModel(context, (plan) => ({ groupings: groupingsNamed(plan, address) }))
  const { model } = loaded
  const question = questionOf(model, ofGroup(model.plan, address))
  const scenarios =
    options.scenarios === null ? [model.plan.defaultScenario] : chosenScenarios(model.plan, options.scenarios)
  const explained = scenarios.map((index) => {
    const projection = projectScenario(model, index)
    return { index, problems: projection.problems, explanation: explain(projection, question, depth ?? undefined) }
  })
  if (isRead(format)) {
    const width = format === 'table' ? widthOf(context.world) : PAGE_WIDTH
    const sections = explained.map(({ index, explanation }) =>
      sectionOf(context, model.plan, index, explanation, depth, width),
    )
    const document: Document = [section(titleOf(model, styleOf(options)), null), ...sections]
    const body = await documentText(context, format, document)
    await writeResult(context, loaded.inputs, (write) => write(body))
  } else if (format === 'json') {
    const results = explained.map(({ index, explanation }) => ({
      scenario: model.plan.scenarios[index]?.name,
      ...explanation,
    }))
    const [only] = results
    const body = results.length === 1 && only !== undefined ? only : { results }
    const json = jsonResult('explain', await originOf(loaded), body, options.digits)
    await writeResult(context, loaded.inputs, (write) => write(json))
  } else {
    const tables = explained.map(({ index, explanation }) => ({
      name: model.plan.scenarios[index]?.name ?? '',
      ...explanationRows(explanation),
    }))
    const rows = tables.flatMap((table) => table.rows.map((row) => [table.name, ...row]))
    await writeTable(context, loaded.inputs, format, { columns: ['scenario', ...(tables[0]?.columns ?? [])], rows })
  }
  await tell(
    context,
    explained.flatMap(({ problems }) => problems),
  )
  return exitCodes.done
}

/** `total_revenue[Sichuan,2027]`: the groups of sectors that are meant, if no sector is. */
function groupsNamed({ sectors, groupings }: Plan, { sector }: Address): GroupRef[] {
  if (sector === null || indexOf(sector, sectors) !== null) return []
  return groupsCalled(groupings, sector)
}

function groupingsNamed(plan: Plan, address: Address): Grouping[] {
  return groupsNamed(plan, address).flatMap(({ grouping }) => plan.groupings[grouping] ?? [])
}

/** The total of a group is a variable of its own. */
function ofGroup(plan: Plan, address: Address): Address {
  const [group, ...others] = groupsNamed(plan, address)
  if (group === undefined) return address
  if (others.length > 0) {
    const names = [group, ...others].map((each) => groupText(plan.groupings, each))
    throw new PlanError([usageProblem('ambiguous-group', { text: address.sector ?? '' }, oneOf(names))])
  }
  return { ...address, variable: groupTotalName(address.variable, plan.groupings, group), sector: null }
}

/** Columns of a tree on a page, which has none of its own. */
const PAGE_WIDTH = 100

function readDepth(given: unknown): number | null {
  if (typeof given !== 'string') return null
  if (/^\d{1,2}$/.test(given)) return Number(given)
  throw new PlanError([badValue('--depth', given, ['1', '2', '3'])])
}

/** The variable, sector and year meant; without a year the last one, without a sector the total. */
function questionOf(model: Model, { variable: name, sector: sectorName, year }: Address) {
  const variable = chosenVariables(model, [name])?.[0] ?? 0
  const { level } = model.variables[variable] ?? { level: 'total' }
  const example = (sector: string | null, of = name) =>
    addressOf({ variable: of, sector: sector ?? 'total', year: year ?? model.horizon })
  const sector = sectorName === null ? TOTAL : chosenSector(model.plan, sectorName)
  if (level === 'total' && sector !== TOTAL) {
    const help = { key: 'write', words: { example: example(null) } } as const
    throw new PlanError([usageProblem('sector-for-total', { variable: name, text: sectorName ?? '' }, help)])
  }
  const onlySector = model.plan.sectors.length === 1 ? 0 : null
  if (level === 'sector' && sector === TOTAL && onlySector === null) {
    const total = totalOf(model, variable)
    if (total !== null) {
      const words = { example: `'${example(null, total)}'`, other: `'${example(model.plan.sectors[0]?.name ?? '')}'` }
      throw new PlanError([usageProblem('which-sector', { variable: name }, { key: 'write-or', words })])
    }
    const choices = model.plan.sectors.slice(0, 8).map((each) => `'${example(each.name)}'`)
    const words = { choices: choices.join(', ') }
    throw new PlanError([usageProblem('which-sector', { variable: name }, { key: 'one-of', words })])
  }
  if (year !== null && !model.years.includes(year)) {
    const help = { key: 'write', words: { example: `${model.baseYear}–${model.horizon}` } } as const
    throw new PlanError([usageProblem('year-not-projected', { year }, help)])
  }
  const asked = level === 'sector' && sector === TOTAL ? (onlySector ?? TOTAL) : sector
  return { variable, sector: asked, year: year ?? model.horizon }
}

/** The variable that is the sum of another over the sectors; null where the plan has none. */
function totalOf({ variables }: Model, variable: number): string | null {
  const name = variables[variable]?.name
  const total = variables.find(({ expression }) => {
    if (expression?.kind !== 'call' || expression.name !== 'sum') return false
    const [operand] = expression.operands
    return operand?.kind === 'variable' && operand.name === name && operand.years === 0
  })
  return total?.name ?? null
}

function sectionOf(
  { options }: Context,
  { scenarios }: Plan,
  index: number,
  explanation: Explanation,
  depth: number | null,
  width: number,
): Section {
  const scenario = scenarios[index]
  const heading = scenario === undefined ? '' : scenarioHeading(scenario, options)
  const { language, digits, glyphs } = styleOf(options)
  return verbatimSection(
    cell(heading, 'strong'),
    explanationTree(explanation, { language, digits, glyphs, depth, width }),
  )
}
