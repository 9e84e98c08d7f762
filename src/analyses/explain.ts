/** Where a number comes from: its formula, the values in it, down to file, line, source and grade. */

import { type Expression, formatExpression, references, some } from '../model/expression.ts'
import { cellOf, controlRow, gradeIndex, NO_ORIGIN, type Origin, originOf } from '../model/given.ts'
import { gradeName } from '../model/grades.ts'
import { gradeAt, type Projection, valueAt } from '../model/project.ts'
import { levelIn, type Project, projectsOf } from '../model/projects.ts'
import type { Model } from '../model/types.ts'
import { type Distribution, type Grade, type ProjectField, type Series, TOTAL } from '../plan/types.ts'
import {
  type ExplainedSource,
  placed,
  projectRules,
  type Question,
  type Rules,
  rulesAbout,
  settingSource,
} from './explain-rules.ts'

export type { Question }

export type Explanation = {
  readonly variable: string
  /** A sector's name, or `total`; for an output, a realisation or a delay the project's. */
  readonly sector: string
  /** null for what holds in every year. */
  readonly year: number | null
  readonly value: number | null
  readonly unit: string | null
  readonly grade: Grade | null
  /** With names: `lag(revenue) * (1 + growth)`; null where no equation gave the value. */
  readonly formula: string | null
  /** The same with the values in their places. */
  readonly valued: string | null
  /** Where the value stands for a distribution: which one, in the value's own unit. */
  readonly distribution: Distribution | null
  readonly terms: readonly Explanation[]
  readonly source: ExplainedSource | null
  readonly rules: Rules | null
}

/**
 * So many terms are explained in full wherever they stand. Formulas that read each other year after year have more paths
 * than anyone could write down (two each read twice make 2^60 over sixty years): beyond that a term is explained once.
 */
const MOST_TERMS = 10_000

/** What has been explained. */
type Told = { count: number; readonly terms: Set<string> }

/**
 * @param depth how many formulas deep; deeper terms are given without their own terms, as are, in a long explanation,
 *   those that were explained before
 */
export function explain(projection: Projection, question: Question, depth = 64): Explanation {
  return explained(projection, question, depth, { count: 0, terms: new Set() })
}

function explained(projection: Projection, question: Question, depth: number, told: Told): Explanation {
  const { model } = projection
  const { variable, year } = question
  const { name, unit, level } = model.variables[variable] ?? { name: '', unit: null, level: 'total' }
  const sector = level === 'total' ? TOTAL : question.sector
  const { origin, expression } = madeBy(projection, { variable, sector, year })
  const observed = expression === null ? origin : null
  const value = valueAt(projection, variable, sector, year)
  return {
    variable: name,
    sector: sector === TOTAL ? 'total' : (model.plan.sectors[sector]?.name ?? ''),
    year,
    value,
    unit,
    // Capacity without a project rests on nothing, so it has no grade.
    grade: origin?.kind === 'project' && value === 0 ? null : gradeAt(projection, variable, sector, year),
    formula: expression === null ? null : formulaText(model, variable, origin, expression),
    valued: expression === null ? null : valuedText(projection, expression, sector, year),
    distribution: distributionOf(model, origin),
    terms:
      depth <= 0 || isTold(told, question) ? [] : termsOf(projection, question, observed, expression, depth - 1, told),
    ...(origin === null ? { source: null, rules: null } : sourceOf(model, projection.scenario, question, origin)),
  }
}

/** Whether a term is not to be explained again. */
function isTold(told: Told, { variable, sector, year }: Question): boolean {
  const key = `${variable} ${sector} ${year}`
  const isAgain = told.terms.has(key) && told.count > MOST_TERMS
  told.count++
  told.terms.add(key)
  return isAgain
}

/** The row a cell was given by, and the formula it was computed with: the equation's, or the one in the row's cell. */
function madeBy(
  { model, inputs }: Projection,
  { variable, sector, year }: Question,
): { origin: Origin | null; expression: Expression | null } {
  const given = inputs.given[variable] ?? null
  const equation = model.variables[variable]?.expression ?? null
  if (given === null) return { origin: null, expression: equation }
  const t = year - (model.timeline[0] ?? 0)
  const cell = t * given.width + (given.width === 1 ? 0 : Math.max(0, sector))
  const origin = originOf(given.origins[cell] ?? NO_ORIGIN)
  return { origin, expression: origin === null ? equation : (given.formulas.get(cell) ?? null) }
}

/** The distribution that a row gives, of which a projection takes the central value. */
function distributionOf({ plan }: Model, origin: Origin | null): Distribution | null {
  if (origin === null || origin.kind === 'project') return null
  const { kind, row } = origin
  const quantity =
    kind === 'setting'
      ? plan.settings[row]?.quantity
      : plan[kind === 'baseline' ? 'baseline' : 'assumptions'].quantities.get(row)
  return quantity?.kind === 'distribution' ? quantity : null
}

function formulaText(model: Model, variable: number, origin: Origin | null, expression: Expression): string {
  const own = origin === null ? (model.variables[variable]?.formula ?? null) : null
  return own ?? formatExpression(expression)
}

/** The formula with values for names; inside a sum, mean or share the values of the first sectors and the last. */
function valuedText(projection: Projection, expression: Expression, sector: number, year: number): string {
  const { plan, variables, variableByName, baseYear } = projection.model
  return formatExpression(expression, (part) => {
    if (part.kind === 'constant') return String(part.name === 'year' ? year : baseYear)
    if (part.kind !== 'variable') return null
    const isBySector = variables[variableByName.get(part.name) ?? -1]?.level === 'sector'
    if (!isBySector || sector !== TOTAL || plan.sectors.length === 1) {
      return valueText(termValue(projection, part, sector, year))
    }
    const values = sectorsOf(projection.model, expression).map((each) =>
      valueText(termValue(projection, part, each, year)),
    )
    return values.length <= 4 ? values.join(', ') : `${values.slice(0, 3).join(', ')}, …, ${values.at(-1)}`
  })
}

function valueText(value: number | null): string {
  if (value === null) return 'n/a'
  const text = String(Number(value.toPrecision(6)))
  return value < 0 ? `(${text})` : text
}

function termValue(
  projection: Projection,
  { name, years }: Extract<Expression, { kind: 'variable' }>,
  sector: number,
  year: number,
): number | null {
  const { model } = projection
  const variable = model.variableByName.get(name)
  if (variable === undefined) return null
  const level = model.variables[variable]?.level
  if (level === 'sector' && sector === TOTAL && model.plan.sectors.length > 1) return null
  return valueAt(projection, variable, level === 'total' ? TOTAL : sector, year - years)
}

function termsOf(
  projection: Projection,
  { variable, sector, year }: Question,
  observed: Origin | null,
  expression: Expression | null,
  depth: number,
  told: Told,
): Explanation[] {
  const { model } = projection
  if (observed?.kind === 'baseline') return residualTerms(projection, observed, variable, year, depth, told)
  if (observed?.kind === 'project') return projectTerms(projection, { variable, sector, year })
  if (expression === null) return []
  const seen = new Set<string>()
  const terms: Explanation[] = []
  for (const { name, years } of references(expression)) {
    const index = model.variableByName.get(name)
    if (index === undefined || seen.has(`${name} ${years}`) || !model.years.includes(year - years)) continue
    seen.add(`${name} ${years}`)
    const reduced = model.variables[index]?.level === 'sector' && sectorsRead(expression, name, years)
    const sectors =
      reduced || (sector === TOTAL && model.variables[index]?.level === 'sector')
        ? sectorsOf(model, expression)
        : [sector]
    for (const each of sectors) {
      // Equations that need each other would explain each other for ever.
      const again = isSimultaneous(model, variable) && isSimultaneous(model, index) && years === 0
      const term = { variable: index, sector: each, year: year - years }
      terms.push(explained(projection, term, again ? 0 : depth, told))
    }
  }
  return terms
}

/** The sectors that a formula sums over: those of its group, where it is the total of one. */
function sectorsOf({ plan, linkages }: Model, expression: Expression): number[] {
  let group: Int32Array | null = null
  some(expression, (part) => {
    const matrix = part.kind === 'linked' ? linkages.get(part.linkage) : undefined
    if (matrix?.isGroup) group = matrix.to
    return group !== null
  })
  return [...(group ?? plan.sectors.keys())]
}

function isSimultaneous(model: Model, variable: number): boolean {
  return model.components.some(({ simultaneous, variables }) => simultaneous && variables.includes(variable))
}

/** Is the variable read for every sector, inside a sum, mean, share or linkage? */
function sectorsRead(expression: Expression, name: string, years: number): boolean {
  const inside = (part: Expression): boolean =>
    references(part).some((each) => each.name === name && each.years === years)
  switch (expression.kind) {
    case 'linked':
      return inside(expression)
    case 'call':
      if (['sum', 'mean', 'share'].includes(expression.name)) return inside(expression)
      return expression.operands.some((operand) => sectorsRead(operand, name, years))
    case 'negate':
    case 'not':
      return sectorsRead(expression.operand, name, years)
    case 'binary':
      return sectorsRead(expression.left, name, years) || sectorsRead(expression.right, name, years)
    case 'conditional':
      return [expression.test, expression.then, expression.otherwise].some((part) => sectorsRead(part, name, years))
    default:
      return false
  }
}

/** What each project adds to the sector in the year: also those that would add something, were they not late. */
function projectTerms({ model, scenario }: Projection, { variable, sector, year }: Question): Explanation[] {
  const { plan } = model
  return projectsOf(model, scenario).projects.flatMap((project) => {
    const isDue = reachedIn(project, year) !== 0 || reachedIn({ ...project, delay: 0 }, year) !== 0
    if (project.sector !== sector || !isDue) return []
    const row = plan.projects.find(({ at }) => at === project.at)
    const unit = model.variables[variable]?.unit ?? null
    const explanation: Explanation = {
      variable: project.name,
      sector: plan.sectors[sector]?.name ?? '',
      year,
      value: levelIn(project, year) - levelIn(project, year - 1),
      unit,
      grade: gradeName(project.grade),
      formula: 'output * realisation * (reached(year) - reached(year - 1))',
      valued: `${valueText(project.output)} * ${valueText(project.realisation)} * ${valueText(reachedIn(project, year))}`,
      distribution: null,
      terms: [
        ...fieldTerm(model, project, 'output', unit),
        ...fieldTerm(model, project, 'realisation', '1'),
        ...fieldTerm(model, project, 'delay', null),
      ],
      source: placed(plan, project.at, row?.annotation),
      rules: null,
    }
    return [explanation]
  })
}

/** A project's output, realisation or delay, with the row or the setting that gave it; nothing where none did. */
function fieldTerm({ plan }: Model, project: Project, field: ProjectField, unit: string | null): Explanation[] {
  const last = project.said[field].at(-1)
  if (last === undefined) return []
  const { value, row, setting, at } = last
  const status = row === null ? 'assumed' : row.annotation.status
  const explanation: Explanation = {
    variable: field,
    sector: project.name,
    year: null,
    value: project[field],
    unit,
    grade: gradeName(gradeIndex(status)),
    formula: null,
    valued: null,
    distribution: typeof value !== 'number' && value.kind === 'distribution' ? value : null,
    terms: [],
    source: row === null ? settingSource(setting.text) : placed(plan, at, row.annotation),
    rules: projectRules(plan, project, field),
  }
  return [explanation]
}

/** The share of full output that is new in the year. */
function reachedIn(project: Project, year: number): number {
  const full = { ...project, output: 1, realisation: 1 }
  return levelIn(full, year) - levelIn(full, year - 1)
}

/** A residual is the control total less all other sectors of its year. */
function residualTerms(
  projection: Projection,
  { row }: Origin,
  variable: number,
  year: number,
  depth: number,
  told: Told,
): Explanation[] {
  const { model } = projection
  const { baseline, sectors } = model.plan
  if (baseline.quantities.get(row)?.kind !== 'residual') return []
  const others = sectors.flatMap((_, sector) =>
    sector === baseline.sector[row] ? [] : [explained(projection, { variable, sector, year }, depth, told)],
  )
  const control = controlRow(model.plan, row)
  return control === null ? others : [controlTerm(model, variable, year, control), ...others]
}

function controlTerm(model: Model, variable: number, year: number, row: number): Explanation {
  const { baseline } = model.plan
  const source = seriesSource(model, baseline, row)
  return {
    variable: model.variables[variable]?.name ?? '',
    sector: 'total',
    year,
    value: baseline.value[row] ?? null,
    unit: model.variables[variable]?.unit ?? null,
    grade: gradeName(gradeIndex(source.status)),
    formula: null,
    valued: null,
    distribution: null,
    terms: [],
    source,
    rules: null,
  }
}

function sourceOf(
  model: Model,
  scenario: number,
  question: Question,
  origin: Origin,
): Pick<Explanation, 'source' | 'rules'> {
  const { plan } = model
  const rules = rulesAbout(model, scenario, question, origin)
  switch (origin.kind) {
    case 'setting':
      return { source: settingSource(plan.settings[origin.row]?.text ?? ''), rules }
    case 'project':
      return { source: null, rules }
    case 'baseline':
      return { source: seriesSource(model, plan.baseline, origin.row), rules }
    case 'assumption':
      return { source: seriesSource(model, plan.assumptions, origin.row), rules }
  }
}

function seriesSource(model: Model, series: Series, row: number): ExplainedSource {
  const annotation = series.annotations[series.annotation[row] as number]
  return placed(model.plan, cellOf(series, row), annotation)
}
