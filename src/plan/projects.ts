/** projects.csv: investment projects, and what scenarios change in them. */

import { isMissing, readCell } from './cells.ts'
import { isReserved, looseSlot, namedSectorOf, scenarioOf, slotOf, UNKNOWN } from './names.ts'
import { distributionOf, numberOf, reportBareRates, reportFault } from './quantities.ts'
import type { Reading } from './reading.ts'
import { readRecords, requiredText, type TableRow } from './records.ts'
import { didYouMean, write } from './report.ts'
import { gradeOf } from './series-keys.ts'
import { type Annotation, type CellRef, EVERY_SCENARIO, type ProjectQuantity, type ProjectRow } from './types.ts'
import { parseUnit, RATE, shiftDecimal } from './units.ts'
import { parseYears, yearsMeant } from './years.ts'

/** The `project` of a row that holds for every project. */
export const EVERY_PROJECT = '*'

const columns = {
  required: ['project', 'sector', 'start', 'output'],
  optional: [
    'scenario',
    'full',
    'ramp',
    'realisation',
    'delay',
    'name_zh',
    'name_en',
    'ref',
    'status',
    'source',
    'note',
  ],
} as const

export function readProjects(reading: Reading, file: number): ProjectRow[] {
  const rows: ProjectRow[] = []
  readRecords(reading, file, columns, (cells) => {
    const row = readProject(reading, cells)
    if (row !== null) rows.push(row)
  })
  checkProjects(reading, rows)
  return rows
}

function readProject(reading: Reading, cells: TableRow): ProjectRow | null {
  const { scenarios, sectors, report } = reading
  const name = requiredText(reading, cells, 'project', 'fab_12_inch')
  if (name === null) return null
  const scenario = scenarioOf(cells.text('scenario'), cells.at('scenario'), scenarios, report)
  const sectorText = cells.text('sector')
  const sector = sectorText === '' ? null : namedSectorOf(sectorText, cells.at('sector'), sectors, report)
  const start = yearOf(reading, cells, 'start')
  const full = yearOf(reading, cells, 'full')
  const ramp = rampOf(reading, cells)
  if (full !== null && ramp !== null)
    report.cell('ramp-and-full', cells.at('full'), {}, write(`full ${full}`, 'ramp 30% 60% 90%'))
  if (start !== null && full !== null && full < start) {
    report.cell('full-before-start', cells.at('full'), { start, full }, write(String(start)))
  }
  const row = {
    project: isReserved(name) ? EVERY_PROJECT : name,
    sector: sector === UNKNOWN ? null : sector,
    scenario: scenario === UNKNOWN ? EVERY_SCENARIO : scenario,
    start,
    full,
    ramp,
    output: quantityOf(reading, cells, 'output'),
    realisation: quantityOf(reading, cells, 'realisation'),
    delay: quantityOf(reading, cells, 'delay'),
    nameZh: cells.optional('name_zh'),
    nameEn: cells.optional('name_en'),
    annotation: annotationOf(reading, cells),
    at: cells.at('project'),
  }
  return sector === UNKNOWN || scenario === UNKNOWN ? null : row
}

function yearOf({ report }: Reading, cells: TableRow, heading: 'start' | 'full'): number | null {
  const text = cells.text(heading)
  if (isMissing(text)) return null
  const years = parseYears(text)
  if (years.ok && years.first !== 0 && years.first === years.last) return years.first
  report.cell('one-year-needed', cells.at(heading), { text }, write(yearsMeant(text, '2025', true)))
  return null
}

/** `30% 60% 90%`, also with `;` or `/` between. */
function rampOf({ report }: Reading, cells: TableRow): readonly number[] | null {
  const text = cells.text('ramp')
  if (isMissing(text)) return null
  const shares = text
    .slice(0, 1001)
    .split(/[\s;；/]+/)
    .filter((each) => each !== '')
    .map(shareOf)
  const isSound = text.length <= 1000 && shares.length <= 100 && shares.every((share) => share >= 0 && share <= 10)
  if (isSound) return shares
  report.cell('bad-ramp', cells.at('ramp'), { text }, write('30% 60% 90%'))
  return null
}

/** A share, 1 at most without a percent sign; NaN where it is none. */
function shareOf(text: string): number {
  const cell = readCell(text)
  if (cell.kind !== 'number') return Number.NaN
  const unit = parseUnit(cell.unit)
  if (unit !== null && unit.base !== RATE) return Number.NaN
  const share = shiftDecimal(cell.digits, unit?.exponent ?? 0)
  return unit === null && share > 1 ? Number.NaN : share
}

/** Output is money, realisation a share, delay a number of years. */
function quantityOf(
  reading: Reading,
  cells: TableRow,
  heading: 'output' | 'realisation' | 'delay',
): ProjectQuantity | null {
  const text = cells.text(heading)
  const cell = readCell(text, { plusAdds: true })
  const at = cells.at(heading)
  const slot = heading === 'output' ? slotOf('capacity', reading.variables) : looseSlot(heading)
  const context = { reading, slot, stated: cells.unit(heading), at, text }
  switch (cell.kind) {
    case 'missing':
      return null
    case 'number': {
      const value = numberOf(cell, context)
      if (heading === 'realisation') reportBareRates(reading, slot)
      return value === null ? null : { value, at }
    }
    case 'distribution': {
      const value = distributionOf(cell, 0, context)
      if (heading === 'realisation') reportBareRates(reading, slot)
      return value === null ? null : { value, at }
    }
    case 'relative':
      return { value: cell, at }
    case 'fault':
      reportFault(cell.fault, context)
      return null
    default:
      reading.report.cell('not-a-number', at, { text }, write(heading === 'realisation' ? '80%' : '120', '*0.8'))
      return null
  }
}

export function annotationOf(reading: Reading, cells: TableRow): Annotation {
  const status = cells.text('status')
  return {
    status: status === '' ? null : gradeOf(status, cells.at('status'), reading),
    source: cells.optional('source'),
    ref: cells.optional('ref'),
    note: cells.optional('note'),
    measure: null,
  }
}

/** One row per project and scenario, and no scenario's row for a project that is nowhere described. */
function checkProjects(reading: Reading, rows: readonly ProjectRow[]): void {
  const { report } = reading
  const seen = new Map<string, CellRef>()
  const names = new Set(rows.filter(isDescribed).map(({ project }) => project))
  for (const row of rows) {
    const key = `${row.scenario} ${row.project}`
    const first = seen.get(key)
    if (first !== undefined) report.cell('duplicate-name', row.at, { text: row.project, other: report.where(first) })
    seen.set(key, first ?? row.at)
    if (row.project === EVERY_PROJECT || names.has(row.project)) continue
    if (row.scenario !== EVERY_SCENARIO && row.sector === null && row.start === null && row.output === null) {
      report.cell('unknown-project', row.at, { text: row.project }, () => didYouMean(row.project, names))
    }
  }
}

function isDescribed({ project, sector, start, output }: ProjectRow): boolean {
  return project !== EVERY_PROJECT && (sector !== null || start !== null || output !== null)
}
