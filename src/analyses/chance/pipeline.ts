/** The project pipeline under draws: what projects add, where their output, realisation or delay is uncertain. */

import { levelIn, type Project, projectsOf } from '../../model/projects.ts'
import type { Model } from '../../model/types.ts'
import { EVERY_SECTOR, PROJECT_FIELDS } from '../../plan/types.ts'
import type { CellBook } from './cells.ts'
import type { Uncertainty } from './uncertainty.ts'

type Drawn = {
  readonly project: Project
  /** Values of the three fields, one a lane; null where the field is certain. */
  readonly output: Float64Array | null
  readonly realisation: Float64Array | null
  readonly delay: Float64Array | null
}

/**
 * @param values  by factor, one a lane
 * @returns fills what projects add in each year, for so many lanes
 */
export function createPipeline(
  uncertainty: Uncertainty,
  values: readonly Float64Array[],
  book: CellBook,
): (count: number) => void {
  const { model, inputs, factors } = uncertainty
  const capacity = model.variables.find(({ origin }) => origin === 'projects')
  const given = capacity === undefined ? null : (inputs.given[capacity.index] ?? null)
  if (capacity === undefined || given === null || !factors.some(({ project }) => project !== null)) return () => {}
  const valuesOf = (name: string, field: (typeof PROJECT_FIELDS)[number]): Float64Array | null =>
    values[factors.findIndex(({ project }) => project?.name === name && project.field === field)] ?? null
  const all: Drawn[] = projectsOf(model, inputs.scenario).projects.map((project) => ({
    project,
    output: valuesOf(project.name, 'output'),
    realisation: valuesOf(project.name, 'realisation'),
    delay: valuesOf(project.name, 'delay'),
  }))
  const steps = model.timeline.flatMap((year, t) =>
    sectorsWithDraws(all).flatMap((sector) => {
      const change = settingOf(model, capacity.index, sector, year)
      if (change === null) return []
      const out = book.open(capacity.index, t, sector)
      return [{ year, out, change, projects: all.filter(({ project }) => project.sector === sector) }]
    }),
  )
  return (count) => {
    for (const { year, out, change, projects } of steps) {
      out.fill(0, 0, count)
      for (const drawn of projects) addChange(drawn, year, out, count)
      if (change.scale === 1 && change.shift === 0) continue
      for (let lane = 0; lane < count; lane++) out[lane] = change.scale * (out[lane] as number) + change.shift
    }
  }
}

type Change = { readonly scale: number; readonly shift: number }

/** How settings change what the projects of a sector add in a year; null where one says what that is, whatever they add. */
function settingOf({ plan }: Model, capacity: number, sector: number, year: number): Change | null {
  return plan.settings.reduce<Change | null>(
    (change, setting) => {
      if (setting.kind !== 'variable' || setting.variable !== capacity) return change
      const isInYear = setting.firstYear === 0 || (setting.firstYear <= year && year <= setting.lastYear)
      const isInSector = [EVERY_SECTOR, sector].includes(setting.sector) || plan.sectors.length === 1
      if (!isInYear || !isInSector) return change
      if (change === null || setting.quantity?.kind !== 'relative') return null
      const { operation, amount } = setting.quantity
      if (operation === 'add') return { scale: change.scale, shift: change.shift + amount }
      return { scale: change.scale * amount, shift: change.shift * amount }
    },
    { scale: 1, shift: 0 },
  )
}

function sectorsWithDraws(all: readonly Drawn[]): number[] {
  const drawn = all.filter((each) => PROJECT_FIELDS.some((field) => each[field] !== null))
  return [...new Set(drawn.map(({ project }) => project.sector))]
}

function addChange(
  { project, output, realisation, delay }: Drawn,
  year: number,
  out: Float64Array,
  count: number,
): void {
  const { start, ramp } = project
  const said = { start, ramp, output: project.output, realisation: project.realisation, delay: project.delay }
  for (let lane = 0; lane < count; lane++) {
    if (output !== null) said.output = output[lane] as number
    if (realisation !== null) said.realisation = realisation[lane] as number
    if (delay !== null) said.delay = delay[lane] as number
    out[lane] = (out[lane] as number) + (levelIn(said, year) - levelIn(said, year - 1))
  }
}
