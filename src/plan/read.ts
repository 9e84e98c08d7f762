/** The texts of a plan's files to a plan, or to what is wrong with them. Touches nothing but its arguments. */

import { SeriesColumns } from './columns.ts'
import { readCorrelations } from './correlations.ts'
import { delimiterOf } from './csv.ts'
import { noPackage, type PackageSettings, type ResourceState, readPackage } from './datapackage.ts'
import { type Decoded, decode } from './encoding.ts'
import { type EquationRow, readEquations, settleEquationUnits } from './equations.ts'
import { readLinkages } from './linkages.ts'
import {
  addName,
  isMoneyByName,
  newNameBook,
  newVariableBook,
  type ScenarioBook,
  type SectorBook,
  settleUsualUnits,
  unitReader,
} from './names.ts'
import type { Problem } from './problem.ts'
import { EVERY_PROJECT, readProjects } from './projects.ts'
import type { Reading } from './reading.ts'
import { didYouMean, newReporter, type Reporter, write } from './report.ts'
import { defaultScenarioOf, type InheritsAt, readScenarios, scenariosWithChains } from './scenarios.ts'
import { readSectors } from './sectors.ts'
import { newSeriesReading, readSeries, type SeriesReading, settleWaiting } from './series.ts'
import { readSetting } from './settings.ts'
import { type SourceFile, WHOLE_LINE } from './source.ts'
import { readTargetOption, readTargets } from './targets.ts'
import { checkTogether } from './together.ts'
import {
  type Correlation,
  type Linkage,
  type Plan,
  type ProjectRow,
  type Series,
  type Setting,
  type Target,
  TOTAL,
  type Variable,
} from './types.ts'
import { parseUnit } from './units.ts'

/** What a file is to the plan. Their order is that of problems and of `Plan.files`. */
export const ROLES = [
  'datapackage',
  'sectors',
  'baseline',
  'growth',
  'assumptions',
  'scenarios',
  'targets',
  'projects',
  'equations',
  'correlations',
  'linkages',
  'measures',
  'target-option',
  'setting',
] as const
export type Role = (typeof ROLES)[number]

export type Input = {
  readonly role: Role
  readonly name: string
  readonly bytes: Uint8Array
  /** The CSV that a Parquet file would be: UTF-8, with commas. */
  readonly table?: Uint8Array
}

export type ReadOptions = {
  /** As `encodingName` gives it; null to find out. */
  readonly encoding: string | null
  /** One character; null to find out. */
  readonly delimiter: string | null
  readonly baseYear: number | null
  readonly horizon: number | null
  /** Other CSV files of the folder, which are not read. */
  readonly otherFiles: readonly string[]
  readonly resourceState: ResourceState
}

/** `plan` is null if any of the problems is an error. Problems stand in file order. */
export type Loaded = { readonly plan: Plan | null; readonly problems: readonly Problem[] }

export type File = SourceFile & { readonly role: Role; readonly decoded: Decoded }

export function readPlan(name: string, inputs: readonly Input[], options: ReadOptions): Loaded {
  const ordered = [...inputs].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role))
  const files = ordered.map((input) => openFile(input, options))
  const report = newReporter(files)
  files.forEach((file, index) => {
    reportOpening(report, file, index)
  })
  const plan = buildPlan(name, files, report, options)
  const { problems, hasErrors } = report.finish()
  return { plan: hasErrors ? null : plan, problems }
}

export function openFile(
  { role, name, bytes, table }: Input,
  options: Pick<ReadOptions, 'encoding' | 'delimiter'>,
): File {
  const isTable = role !== 'datapackage' && !isOption(role)
  const { encoding, delimiter } = table === undefined ? options : { encoding: 'utf-8', delimiter: ',' }
  const decoded = decode(table ?? bytes, isTable ? encoding : null)
  const text = decoded.ok ? decoded.text : ''
  return { role, name, text, bytes, decoded, delimiter: isTable ? (delimiter ?? delimiterOf(text) ?? ',') : '' }
}

/** Text of the command line. */
function isOption(role: Role): boolean {
  return role === 'target-option' || role === 'setting'
}

const firstLines: Readonly<Partial<Record<Role, string>>> = {
  sectors: 'sector,name_zh,name_en',
  baseline: 'sector,year,revenue',
  growth: 'scenario,sector,year,growth',
  assumptions: 'scenario,sector,variable,year,value',
  scenarios: 'scenario,inherits,name_zh,name_en',
  targets: 'target,indicator,year,op,value',
  projects: 'project,sector,start,output',
  equations: 'variable,formula,unit',
  correlations: 'sector_a,sector_b,correlation',
  linkages: 'linkage,from,to,coefficient',
  measures: 'sector,variable,year,value,measure',
}

/** What is wrong with a file before its first cell. */
export function reportOpening(report: Reporter, { role, name, text, decoded }: File, file: number): void {
  if (!decoded.ok) {
    const at = { file, line: Math.max(1, decoded.line), field: 0 }
    report.cell('wrong-encoding', at, { encoding: decoded.encoding })
  } else if (role === 'target-option' || role === 'setting') {
    if (text.trim() === '') reportEmptyOption(report, role, file)
  } else if (text.trim() === '') {
    const words = { example: firstLines[role] ?? '{ "title": "…" }' }
    report.file('empty-file', name, { text: name }, { key: 'start-with-headings', words })
  } else if (text.includes('\0')) {
    const line = text.slice(0, text.indexOf('\0')).split(/\r\n|\n|\r/).length
    report.cell('nul-character', { file, line, field: WHOLE_LINE }, {})
  } else if (decoded.guessed) {
    const words = { encoding: decoded.encoding, option: `--encoding ${decoded.encoding}` }
    report.file('encoding-guessed', name, words)
  }
}

function reportEmptyOption(report: Reporter, role: 'target-option' | 'setting', file: number): void {
  const at = { file, line: 1, field: 0 }
  if (role === 'setting') report.cell('setting-syntax', at, { text: '', example: "'growth[*,2026]=+1pp'" })
  else report.cell('target-syntax', at, { text: '' }, write("'total_revenue > 10000 @ 2027'"))
}

export function isReadable(file: File | undefined): boolean {
  return file?.decoded.ok === true && file.text.trim() !== '' && !file.text.includes('\0')
}

/** Runs a reader over every file of a role. */
type EachFile = (role: Role, read: (file: number) => void) => void

function buildPlan(name: string, files: readonly File[], report: Reporter, options: ReadOptions): Plan {
  const each: EachFile = (role, read) => {
    files.forEach((file, index) => {
      if (file.role === role && isReadable(file)) read(index)
    })
  }
  const own = readSettings(files, report, each, options)
  const reading = newReading(files, report, own, options)
  const { equations, inheritsAt } = readDefinitions(reading, each)
  const { baseline, assumptions, measures, projects, isImplicit } = readRows(reading, each, equations)
  const targets = new Map<string, Target>()
  each('targets', (file) => readTargets(reading, file, targets))
  each('target-option', (file) => readTargetOption(reading, file, targets))
  const settings: Setting[] = []
  const projectNames = new Set(projects.map(({ project }) => project).filter((each) => each !== EVERY_PROJECT))
  each('setting', (file) => readSetting(reading, file, projectNames, settings))
  for (const series of [baseline, assumptions, measures]) settleWaiting(series)
  const linkages: Linkage[] = []
  each('linkages', (file) => linkages.push(...readLinkages(reading, file)))
  const correlations: Correlation[] = []
  each('correlations', (file) => correlations.push(...readCorrelations(reading, file)))
  const scenarios = scenariosWithChains(reading, inheritsAt)
  const plan: Plan = {
    name,
    title: own.title,
    titleEn: own.titleEn,
    unit: reading.variables.money?.text ?? null,
    baseYear: reading.baseYear,
    horizon: options.horizon ?? own.horizon,
    defaultScenario: defaultScenarioOf(reading, own.defaultScenario, own.defaultScenarioAt),
    sectors: reading.sectors.items,
    groupings: reading.groupings,
    scenarios,
    variables: variablesOf(reading),
    ...finishSeries(baseline, assumptions, measures, isImplicit),
    targets: [...targets.values()],
    projects,
    settings,
    equations,
    linkages,
    correlations,
    files: files.map(({ name, text, delimiter, bytes }) => ({ name, text, delimiter, bytes })),
  }
  checkTogether(reading, plan, baseline.rounding)
  return plan
}

/** The package's settings, and what is wrong with the folder as a whole. */
function readSettings(
  files: readonly File[],
  report: Reporter,
  each: EachFile,
  { otherFiles, resourceState }: ReadOptions,
): PackageSettings {
  let settings = noPackage
  each('datapackage', (file) => {
    settings = readPackage({ report, files }, file, resourceState)
  })
  const listed = new Set(settings.resources)
  for (const text of otherFiles) {
    if (!listed.has(text)) report.file('unknown-file', text, { text }, () => didYouMean(text, PLAN_FILES))
  }
  return settings
}

function newReading(
  files: readonly File[],
  report: Reporter,
  settings: PackageSettings,
  options: ReadOptions,
): Reading {
  const has = new Set<Role>()
  for (const { role } of files) has.add(role)
  return {
    files,
    isReadable: (file) => isReadable(files[file]),
    report,
    sectors: newNameBook<SectorBook['items'][number]>(!has.has('sectors')),
    groupings: [],
    scenarios: newNameBook<ScenarioBook['items'][number]>(!has.has('scenarios')),
    variables: newVariableBook(parseUnit(settings.unit ?? '')),
    baseYear: options.baseYear ?? settings.baseYear,
    unitOf: unitReader(),
  }
}

type Definitions = { readonly equations: readonly EquationRow[] | null; readonly inheritsAt: InheritsAt }

/** What other files refer to by name. */
function readDefinitions(reading: Reading, each: EachFile): Definitions {
  let equations: readonly EquationRow[] | null = null
  let inheritsAt: InheritsAt = new Map()
  each('equations', (file) => {
    equations = readEquations(reading, file)
  })
  each('sectors', (file) => readSectors(reading, file))
  each('scenarios', (file) => {
    inheritsAt = readScenarios(reading, file)
  })
  return { equations, inheritsAt }
}

/** The series and the projects. Sectors may come from the baseline, scenarios from assumptions and projects. */
function readRows(reading: Reading, each: EachFile, equations: readonly EquationRow[] | null) {
  const { sectors, scenarios } = reading
  const series = (isObserved: boolean) => newSeriesReading(reading, new SeriesColumns(), isObserved)
  const baseline = series(true)
  const assumptions = series(false)
  const measures = series(true)
  each('baseline', (file) => {
    readSeries(baseline, file, 'baseline')
    if (baseline.columns.length === 0 && !reading.report.hasProblem(file)) reportNoRows(reading, file)
  })
  const isImplicit = sectors.isOpen && sectors.items.length === 0
  if (isImplicit) addName(sectors, implicitSector)
  sectors.isOpen = false
  if (equations === null) settleUsualUnits(reading.variables)
  each('growth', (file) => readSeries(assumptions, file, 'growth'))
  each('assumptions', (file) => readSeries(assumptions, file, 'assumptions'))
  const projects: ProjectRow[] = []
  each('projects', (file) => projects.push(...readProjects(reading, file)))
  scenarios.isOpen = false
  settleEquationUnits(reading, equations ?? [])
  each('measures', (file) => readSeries(measures, file, 'measures'))
  return { baseline, assumptions, measures, projects, isImplicit }
}

/** The sector of a plan that names none: it takes the total. */
const implicitSector: SectorBook['items'][number] = {
  name: 'all',
  nameZh: null,
  nameEn: null,
  group: null,
  ref: null,
  note: null,
  at: { file: 0, line: 1, field: 0 },
}

function reportNoRows({ report, files }: Reading, file: number): void {
  const name = files[file]?.name ?? ''
  report.file('no-rows', name, { text: name }, { key: 'complete-year', words: { example: 'displays,2022,700' } })
}

function variablesOf({ variables }: Reading): Variable[] {
  return variables.listed.map(({ name, nameZh, nameEn, unit }) => {
    const own = unit ?? (isMoneyByName(name) ? variables.money : null)
    return { name, nameZh, nameEn, unit: own?.text ?? null }
  })
}

function finishSeries(
  baseline: SeriesReading,
  assumptions: SeriesReading,
  measures: SeriesReading,
  isImplicit: boolean,
) {
  const series = {
    baseline: baseline.columns.finish(),
    assumptions: assumptions.columns.finish(),
    measures: measures.columns.finish(),
  }
  if (!isImplicit) return series
  const observed = new Set(series.baseline.variable)
  return {
    ...series,
    baseline: withTotalsAsSector(series.baseline, observed),
    assumptions: withTotalsAsSector(series.assumptions, observed),
  }
}

/** In a plan without sectors the total is the one sector there is. */
function withTotalsAsSector(series: Series, variables: ReadonlySet<number>): Series {
  const sector = series.sector.map((each, row) =>
    each === TOTAL && variables.has(series.variable[row] as number) ? 0 : each,
  )
  return { ...series, sector }
}

/** The files a plan may have, for suggestions. */
const PLAN_FILES: readonly string[] = ROLES.filter((role) => role in firstLines).map((role) => `${role}.csv`)
