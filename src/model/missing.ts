/** What is missing, and what it leaves without a value: the roots, not every number that rests on them. */

import { type Problem, problem, wholeFile } from '../plan/problem.ts'
import { at } from './blocks.ts'
import type { Evaluation } from './evaluate.ts'
import { references } from './expression.ts'
import type { Model } from './types.ts'

type Root = { readonly variable: number; readonly sector: number; readonly t: number }

/** One warning for each variable with missing values that a result rests on. */
export function missingValues(evaluation: Evaluation): Problem[] {
  const { model } = evaluation
  const roots = new Map<string, Root>()
  const seen = new Set<string>()
  const base = model.baseYear - (model.timeline[0] ?? 0)
  for (const variable of model.results) {
    // In the base year only what starts there must have a value; what is computed may have nothing to rest on yet.
    const start = isCarried(model, variable) ? base : base + 1
    for (let t = start; t < model.timeline.length; t++) {
      if (isWhole(evaluation, variable, t)) continue
      for (let s = 0; s < widthOf(model, variable); s++) trace(evaluation, { variable, sector: s, t }, seen, roots)
    }
  }
  const byVariable = new Map<number, Root[]>()
  for (const root of roots.values()) {
    const cells = byVariable.get(root.variable)
    if (cells === undefined) byVariable.set(root.variable, [root])
    else cells.push(root)
  }
  return [...byVariable].map(([variable, cells]) => missingProblem(evaluation, variable, cells))
}

/** Is the variable computed from its own past, and so needs a value to start from? */
export function isCarried({ variables }: Model, variable: number): boolean {
  const { name, expression } = variables[variable] ?? { name: '', expression: null }
  return expression !== null && references(expression).some((each) => each.name === name && each.years > 0)
}

function widthOf(model: Model, variable: number): number {
  return model.variables[variable]?.level === 'total' ? 1 : model.plan.sectors.length
}

/** Whether every sector has a value. */
function isWhole({ model, blocks }: Evaluation, variable: number, t: number): boolean {
  const block = blocks[variable]?.[t]
  if (block === undefined) return false
  const width = block.sectorStride === 0 ? 1 : widthOf(model, variable)
  for (let s = 0; s < width; s++) if (Number.isNaN(at(block, s, 0))) return false
  return true
}

function isMissing({ blocks }: Evaluation, { variable, sector, t }: Root): boolean {
  const block = blocks[variable]?.[t]
  return block === undefined || Number.isNaN(at(block, sector, 0))
}

/** Follow a missing value down to what no equation computes: an assumption, or an observation to start from. */
function trace(evaluation: Evaluation, first: Root, seen: Set<string>, roots: Map<string, Root>): void {
  const open = [first]
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    if (!isMissing(evaluation, cell)) continue
    const key = `${cell.variable} ${cell.sector} ${cell.t}`
    if (seen.has(key)) continue
    seen.add(key)
    const needed = needsOf(evaluation.model, cell)
    if (needed === null) roots.set(key, cell)
    else open.push(...needed)
  }
}

/** The cells that a cell's equation reads; null where it has none, or lacks the observation to start from. */
function needsOf(model: Model, cell: Root): Root[] | null {
  const { expression } = model.variables[cell.variable] ?? { expression: null }
  if (expression === null) return null
  const needed: Root[] = []
  for (const { name, years } of references(expression)) {
    const variable = model.variableByName.get(name)
    const t = cell.t - years
    if (variable === undefined) continue
    if ((model.timeline[t] ?? 0) >= model.baseYear) needed.push(...sectorsRead(model, cell, variable, t))
    else if (variable === cell.variable) return null
  }
  return needed
}

function sectorsRead(model: Model, cell: Root, variable: number, t: number): Root[] {
  const width = widthOf(model, variable)
  const sameSector = width > 1 && widthOf(model, cell.variable) > 1
  if (sameSector) return [{ variable, sector: cell.sector, t }]
  return Array.from({ length: width }, (_, sector) => ({ variable, sector, t }))
}

function missingProblem({ model, inputs }: Evaluation, variable: number, cells: readonly Root[]): Problem {
  const { name, origin } = model.variables[variable] ?? { name: '', origin: 'assumption' }
  const sectors = [...new Set(cells.map(({ sector }) => sector))]
  const years = [...new Set(cells.map(({ t }) => model.timeline[t] ?? 0))].sort((a, b) => a - b)
  const isTotal = model.variables[variable]?.level === 'total'
  const named = isTotal ? ['total'] : sectors.map((sector) => model.plan.sectors[sector]?.name ?? '')
  // A baseline is every scenario's, and what is missing in it is said once.
  const scenario = model.plan.scenarios[inputs.scenario]?.name ?? ''
  const words = {
    variable: name,
    sectors: named.length > 3 ? `${named.slice(0, 3).join(', ')} … (${named.length})` : named.join(', '),
    years: years.length > 2 ? `${years[0]}–${years.at(-1)}` : years.join(', '),
  }
  const first = { sector: named[0] ?? '', year: years[0] ?? model.baseYear }
  const from = origin === 'equation' || origin === 'observed' ? 'baseline' : 'assumptions'
  const file = fileOf(model, from, name)
  return from === 'baseline'
    ? problem('missing-baseline', wholeFile(file), { ...words, ...first, file })
    : problem('missing-assumption', wholeFile(file), { ...words, ...first, scenario })
}

/** The file in which the missing row would stand: where the variable has others, else the usual one. */
function fileOf({ plan }: Model, from: 'baseline' | 'assumptions', name: string): string {
  const series = plan[from]
  const index = plan.variables.findIndex((variable) => variable.name === name)
  const row = series.variable.indexOf(index)
  const file = row < 0 || row >= series.length ? undefined : plan.files[series.file[row] as number]
  return file?.name ?? (from === 'baseline' ? 'baseline.csv' : 'assumptions.csv')
}
