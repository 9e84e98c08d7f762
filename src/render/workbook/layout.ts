/**
 * What all sheets of a workbook share: which scenarios there are, which years are columns, and where every variable stands.
 *
 * A projection sheet has a row for each variable and sector: the inputs first, then what equations compute, then workings.
 * All projection sheets have the same rows, and the same column is the same year everywhere.
 */

import { at } from '../../model/blocks.ts'
import type { Evaluation } from '../../model/evaluate.ts'
import { type Expression, references } from '../../model/expression.ts'
import { type Given, type Inputs, isGiven, NO_ORIGIN, type Origin, originOf } from '../../model/given.ts'
import { inputsOf } from '../../model/inputs.ts'
import type { Projection } from '../../model/project.ts'
import type { Model, ModelVariable } from '../../model/types.ts'
import { EVERY_SCENARIO } from '../../plan/types.ts'
import type { Language } from '../messages.ts'
import { nameOf } from '../names.ts'
import { type WorkbookWords, workbookWords } from '../words-workbook.ts'
import { columnName, rangeNamer, sheetNamer } from './places.ts'
import { type Working, type Workings, workingsOf } from './workings.ts'

/** A scenario of the workbook, and the sheets it has. */
export type View = {
  /** Index into `plan.scenarios`; EVERY_SCENARIO for what holds for all, which is not projected. */
  readonly scenario: number
  /** Its name, not that of another one. */
  readonly label: string
  /** Of its assumptions, of its projection, and of the equations that are solved. */
  readonly sheets: { readonly assumptions: string; readonly projection: string; readonly solver: string }
  /** What its rows give, with the settings. */
  readonly inputs: Inputs
  /** The scenario of the workbook that it takes from what it does not say itself; null: none. */
  readonly parent: View | null
  /** Scenarios of the plan whose rows stand on its own sheet. */
  readonly layers: ReadonlySet<number>
}

/** A view that is projected. */
export type Projected = View & { readonly projection: Projection }

/** Rows for one variable, one a sector, or a single one for a total. */
export type Block = {
  readonly kind: 'input' | 'result' | 'working'
  readonly name: string
  readonly variable: ModelVariable | null
  readonly working: Working | null
  readonly width: number
  /** Rows below the heading. */
  readonly first: number
}

export type Layout = {
  readonly model: Model
  readonly language: Language
  readonly digits: number | null
  readonly words: WorkbookWords
  readonly views: readonly Projected[]
  /** What holds for every scenario; null where nothing does, or only one scenario is there. */
  readonly shared: View | null
  readonly sheets: Readonly<
    Record<
      'readme' | 'baseline' | 'projects' | 'live' | 'liveSolver' | 'targets' | 'comparison' | 'linkages' | 'provenance',
      string
    >
  >
  readonly nameRange: (...parts: readonly string[]) => string
  /** Index in the timeline of the first year that has a column. */
  readonly firstTime: number
  readonly years: readonly number[]
  readonly workings: Workings
  readonly blocks: readonly Block[]
  readonly blockOf: ReadonlyMap<string, Block>
  /** Variables and years that formulas read, or that are printed: `variable × years + t`. */
  readonly needed: ReadonlySet<number>
  /** Those that a row of any scenario gives for any sector. */
  readonly given: ReadonlySet<number>
  /** Has a computed variable a value in a year, in any scenario? Always from the base year on. */
  readonly isLive: (variable: number, t: number) => boolean
}

/** The years begin after the name, the sector and the unit. */
export const YEAR_COLUMN = 3
/** Row of the headings, from 0, on every sheet but the one with the switch. */
export const HEADING = 3

/** Rows that a chart takes. */
export const CHART_ROWS = 18

export type LayoutOptions = { readonly language: Language; readonly digits: number | null }

export function layoutOf(model: Model, projections: readonly Projection[], options: LayoutOptions): Layout {
  const words = workbookWords(options.language)
  const nameSheet = sheetNamer()
  const { sheets: named } = words
  const sheets = {
    readme: nameSheet(named.readme),
    live: nameSheet(named.live),
    targets: nameSheet(named.targets),
    comparison: nameSheet(named.comparison),
    baseline: nameSheet(named.baseline),
    projects: nameSheet(named.projects),
    linkages: nameSheet(named.linkages),
    provenance: nameSheet(named.provenance),
    liveSolver: nameSheet(named.solver(named.live)),
  }
  const shared =
    projections.length > 1 && hasSharedRows(model)
      ? sharedView(model, words.everyScenario, nameSheet(named.everyScenario))
      : null
  const views = viewsOf(model, projections, shared, words, options.language, nameSheet)
  const evaluations = projections.map(({ evaluation }) => evaluation)
  const isLive = livenessOf(model, evaluations)
  const needed = neededIn(model, evaluations, isLive)
  const workings = workingsOf(expressionsIn(model, evaluations), (name) => levelOf(model, name) === 'sector')
  const firstTime = firstTimeOf(model, needed, isLive)
  const given = givenIn(model, evaluations)
  const isUsed = ({ index }: ModelVariable) =>
    model.timeline.some((_, t) => [needed, given].some((set) => set.has(index * model.timeline.length + t)))
  const blocks = blocksOf(model, workings, isUsed)
  return {
    model,
    ...options,
    words,
    views,
    shared,
    sheets,
    nameRange: rangeNamer(),
    firstTime,
    years: model.timeline.slice(firstTime),
    workings,
    blocks,
    blockOf: new Map(blocks.map((block) => [block.name, block])),
    needed,
    given,
    isLive,
  }
}

function levelOf({ variables, variableByName }: Model, name: string): ModelVariable['level'] | null {
  return variables[variableByName.get(name) ?? -1]?.level ?? null
}

function hasSharedRows({ plan }: Model): boolean {
  return (
    plan.assumptions.scenario.includes(EVERY_SCENARIO) || plan.projects.some((row) => row.scenario === EVERY_SCENARIO)
  )
}

function sharedView(model: Model, label: string, sheet: string): View {
  return {
    scenario: EVERY_SCENARIO,
    label,
    sheets: { assumptions: sheet, projection: '', solver: '' },
    inputs: inputsOf(model, EVERY_SCENARIO),
    parent: null,
    layers: new Set([EVERY_SCENARIO]),
  }
}

/** Every view knows the nearest one it inherits from; rows of scenarios between the two are its own. */
function viewsOf(
  model: Model,
  projections: readonly Projection[],
  shared: View | null,
  words: WorkbookWords,
  language: Language,
  nameSheet: (wanted: string) => string,
): Projected[] {
  const labels = labeller()
  const made = new Map<number, Projected>()
  const byScenario = new Map(projections.map((projection) => [projection.scenario, projection]))
  const chainOf = (scenario: number) => model.plan.scenarios[scenario]?.chain ?? [scenario]
  const make = (projection: Projection): Projected => {
    const { scenario, inputs } = projection
    const known = made.get(scenario)
    if (known !== undefined) return known
    const chain = chainOf(scenario)
    const nearest = chain.findIndex((ancestor, index) => index > 0 && byScenario.has(ancestor))
    const above = nearest < 0 ? undefined : byScenario.get(chain[nearest] as number)
    const parent = above === undefined ? shared : make(above)
    const own = nearest < 0 ? chain : chain.slice(0, nearest)
    const named = model.plan.scenarios[scenario]
    const label = labels(named === undefined ? '' : nameOf(named, language), named?.name ?? '')
    const view: Projected = {
      scenario,
      label,
      sheets: {
        assumptions: nameSheet(words.sheets.assumptions(label)),
        projection: nameSheet(words.sheets.projection(label)),
        solver: nameSheet(words.sheets.solver(label)),
      },
      inputs,
      parent,
      layers: new Set(parent === null ? [...own, EVERY_SCENARIO] : own),
      projection,
    }
    made.set(scenario, view)
    return view
  }
  return projections.map(make)
}

/** Names to choose from, short and none twice. */
function labeller(): (name: string, id: string) => string {
  const taken = new Set<string>()
  return (name, id) => {
    const short = (text: string) =>
      text
        .replace(/\s+/g, ' ')
        .slice(0, 60)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trim() || '–'
    const candidates = [
      short(name),
      short(id),
      ...Array.from({ length: 10_000 }, (_, count) => `${short(name)} ${count + 2}`),
    ]
    const label = candidates.find((each) => !taken.has(each.toLowerCase())) ?? short(name)
    taken.add(label.toLowerCase())
    return label
  }
}

/** A computed cell before the base year that has no value is left out: its inputs are not there. */
function livenessOf(model: Model, evaluations: readonly Evaluation[]): (variable: number, t: number) => boolean {
  const base = model.baseYear - (model.timeline[0] ?? 0)
  return (variable, t) => {
    if (t >= base) return true
    return evaluations.some(({ blocks }) => {
      const block = blocks[variable]?.[t]
      return block !== undefined && model.plan.sectors.some((_, sector) => !Number.isNaN(at(block, sector, 0)))
    })
  }
}

/** Every formula of the model, and of cells of the scenarios. */
function expressionsIn(model: Model, evaluations: readonly Evaluation[]): Set<Expression> {
  const own = model.variables.flatMap(({ expression }) => expression ?? [])
  const cells = evaluations.flatMap(({ inputs }) =>
    inputs.given.flatMap((given) => [...(given?.formulas.values() ?? [])]),
  )
  return new Set([...own, ...cells])
}

function neededIn(
  model: Model,
  evaluations: readonly Evaluation[],
  isLive: (variable: number, t: number) => boolean,
): Set<number> {
  const length = model.timeline.length
  const needed = new Set<number>()
  const read = (expression: Expression, t: number) => {
    for (const { name, years } of references(expression)) {
      const variable = model.variableByName.get(name)
      if (variable !== undefined && t >= years) needed.add(variable * length + t - years)
    }
  }
  for (const { index, expression } of model.variables) {
    const isComputed = (t: number) =>
      isLive(index, t) && evaluations.some(({ inputs }) => !isWhole(inputs.given[index] ?? null, t))
    for (let t = 0; expression !== null && t < length; t++) if (isComputed(t)) read(expression, t)
    for (const { inputs } of evaluations) {
      const { formulas, width } = inputs.given[index] ?? { formulas: new Map<number, Expression>(), width: 1 }
      for (const [cell, formula] of formulas) read(formula, Math.floor(cell / width))
    }
  }
  for (const { indicator, year } of model.plan.targets) {
    const variable = model.variableByName.get(indicator)
    const t = year - (model.timeline[0] ?? 0)
    if (variable !== undefined && t >= 0 && t < length) needed.add(variable * length + t)
  }
  return needed
}

function givenIn(model: Model, evaluations: readonly Evaluation[]): Set<number> {
  const given = new Set<number>()
  for (const { inputs } of evaluations) {
    inputs.given.forEach((rows, variable) => {
      rows?.origins.forEach((origin, cell) => {
        if (origin !== NO_ORIGIN) given.add(variable * model.timeline.length + Math.floor(cell / rows.width))
      })
    })
  }
  return given
}

/** Do the rows give every sector of the year? */
function isWhole(given: Given | null, t: number): boolean {
  return given !== null && !given.origins.subarray(t * given.width, (t + 1) * given.width).includes(NO_ORIGIN)
}

function firstTimeOf(
  model: Model,
  needed: ReadonlySet<number>,
  isLive: (variable: number, t: number) => boolean,
): number {
  const base = model.baseYear - (model.timeline[0] ?? 0)
  for (let t = 0; t < base; t++) {
    const isUsed = model.variables.some(({ index, origin }) => {
      const isLevel = origin === 'equation' || origin === 'observed'
      return (isLevel && isLive(index, t)) || (needed.has(index * model.timeline.length + t) && isLive(index, t))
    })
    if (isUsed) return t
  }
  return base
}

/** Results first, with room for a chart; then the inputs that anybody gives or reads, and the workings. */
function blocksOf(model: Model, workings: Workings, isUsed: (variable: ModelVariable) => boolean): Block[] {
  const width = model.plan.sectors.length
  const blocks: Block[] = []
  let next = 1
  const add = (kind: Block['kind'], variable: ModelVariable | null, working: Working | null) => {
    const rows = variable?.level === 'total' ? 1 : width
    blocks.push({ kind, name: variable?.name ?? working?.name ?? '', variable, working, width: rows, first: next + 1 })
    next += rows
  }
  // A line of its own goes before each group of blocks.
  const results = model.variables.filter(({ origin }) => origin === 'equation')
  for (const variable of results) add('result', variable, null)
  next += 1 + CHART_ROWS + 1
  for (const variable of model.variables)
    if (variable.origin !== 'equation' && isUsed(variable)) add('input', variable, null)
  if (workings.all.length > 0) next++
  for (const working of workings.all) add('working', null, working)
  return blocks
}

/** The letters of the column of a year. */
export function yearColumn({ firstTime }: Layout, t: number): string {
  return columnName(YEAR_COLUMN + t - firstTime)
}

export function isNeeded({ needed, model }: Layout, variable: number, t: number): boolean {
  return needed.has(variable * model.timeline.length + t)
}

/** Who gave a cell: a row, a setting or the projects; null for nobody. */
export function originIn(inputs: Inputs, variable: number, t: number, sector: number): Origin | null {
  const given = inputs.given[variable] ?? null
  return given === null ? null : originOf(given.origins[t * given.width + sector] ?? NO_ORIGIN)
}

export function formulaIn(given: Given | null | undefined, t: number, sector: number): Expression | null {
  return given?.formulas.get(t * given.width + sector) ?? null
}

export function isCellGiven(inputs: Inputs, variable: number, t: number, sector: number): boolean {
  return isGiven(inputs.given[variable] ?? null, t, sector)
}
