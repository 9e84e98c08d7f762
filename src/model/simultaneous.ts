/**
 * Equations of one year that need each other, solved together: x = f(x) for all of them at once.
 *
 * Newton's method on r(x) = x − f(x), with the exact Jacobian of the formulas (`derivative.ts`) and steps halved until
 * the residual falls. Starts from last year's values. Where no sum or linkage ties the sectors together, each sector
 * is a small system of its own. Solved means that every |r| is at most 1e-12 of its variable,
 * or that rounding allows no better and it is at most 1e-9; anything else is reported, never returned.
 * @source Dennis & Schnabel 1996, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, §6.3
 */

import { at, type Block, emptyBlock, fill, keep, literal } from './blocks.ts'
import { type Direction, differentiate } from './derivative.ts'
import type { Expression } from './expression.ts'
import { givenBlock, isGiven } from './given.ts'
import { interpret, type Scope } from './interpret.ts'
import { solveLinear } from './linear.ts'
import { type Failure, type Run, restsOnMissing, type Unsolved } from './run.ts'

const solverLimits = { iterations: 60, halvings: 30, tolerance: 1e-12, accepted: 1e-9 } as const

/** One unknown: a variable in a sector (0 for a total), and the formula of its equation or of its cell. */
type Unknown = { readonly variable: number; readonly sector: number; readonly expression: Expression }

/** Unknowns that must be solved as one, in one lane. */
type System = { readonly unknowns: readonly Unknown[]; readonly lane: number }

export function solveTogether(
  run: Run,
  scope: Scope,
  t: number,
  variables: readonly number[],
  coupled: boolean,
): Failure[] {
  for (const variable of variables) startFrom(run, t, variable)
  const failures: Failure[] = []
  const fail = (system: System, reason: Unsolved['reason'], residual: number) => {
    for (const { variable, sector } of system.unknowns) write(run, t, variable, sector, system.lane, Number.NaN)
    const { variable, sector } = system.unknowns[0] ?? { variable: variables[0] ?? 0, sector: 0 }
    failures.push({
      kind: 'not-solved',
      variable,
      year: scope.year,
      sector,
      lane: system.lane,
      unsolved: { reason, residual },
    })
  }
  let open = withInputs(run, scope, t, systemsOf(run, t, variables, coupled))
  for (let iteration = 0; ; iteration++) {
    const points = residualsOf(run, scope, t, open).filter(({ relative }) => !(relative <= solverLimits.tolerance))
    if (points.length === 0) return failures
    if (iteration === solverLimits.iterations) {
      for (const { system, relative } of points) fail(system, 'slow', relative)
      return failures
    }
    const matrices = jacobians(
      run,
      scope,
      t,
      variables,
      points.map(({ system }) => system),
      coupled,
    )
    const attempts = points.map((point, index) => ({
      point,
      from: valuesOf(run, t, point.system),
      step: solveLinear(matrices[index] as Float64Array, point.values),
    }))
    const improved = takeSteps(run, scope, t, attempts)
    // Where no step lowers the residual, rounding has the last word: good enough, or a failure.
    for (const { point, step } of attempts) {
      if (improved.has(point.system) || point.relative <= solverLimits.accepted) continue
      fail(point.system, step === null ? 'singular' : 'slow', point.relative)
    }
    open = [...improved]
  }
}

/** Systems that can be solved; where something they need is missing, so are their unknowns. */
function withInputs(run: Run, scope: Scope, t: number, systems: readonly System[]): System[] {
  return systems.filter(({ unknowns, lane }) => {
    const lacking = unknowns.some(({ expression, sector }) => restsOnMissing(expression, scope, sector, lane))
    if (lacking) for (const { variable, sector } of unknowns) write(run, t, variable, sector, lane, Number.NaN)
    return !lacking
  })
}

function systemsOf(run: Run, t: number, variables: readonly number[], coupled: boolean): System[] {
  const { sectors, lanes } = run.workspace.shape
  const groups = new Map<number, Unknown[]>()
  for (const variable of variables) {
    const width = run.model.variables[variable]?.level === 'total' ? 1 : sectors
    for (let sector = 0; sector < width; sector++) {
      const expression = formulaOf(run, t, variable, sector)
      if (expression === null) continue
      const group = groups.get(coupled ? 0 : sector)
      if (group === undefined) groups.set(coupled ? 0 : sector, [{ variable, sector, expression }])
      else group.push({ variable, sector, expression })
    }
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: lanes }, (_, lane) => ({ unknowns: group, lane })),
  )
}

/** What computes the variable in a sector and year; null where the rows give its value. */
export function formulaOf(
  { model, inputs }: Pick<Run, 'model' | 'inputs'>,
  t: number,
  variable: number,
  sector: number,
): Expression | null {
  const given = inputs.given[variable] ?? null
  if (!isGiven(given, t, sector)) return model.variables[variable]?.expression ?? null
  return given?.formulas.get(t * given.width + sector) ?? null
}

/** Last year's values where there are any, else 1; given values stand as they are. */
function startFrom(run: Run, t: number, variable: number): void {
  const { workspace, model, inputs, blocks } = run
  const block = emptyBlock(workspace, model.variables[variable]?.level !== 'total', true)
  const before = t === 0 ? literal(1) : (blocks[variable]?.[t - 1] ?? literal(1))
  const given = inputs.given[variable] ?? null
  const rows = given === null ? literal(Number.NaN) : givenBlock(given, t)
  const values = run.vary?.(variable, t, rows, (other) => givenBlock(other, t)) ?? rows
  fill(workspace, block, (sector, lane) => {
    const isUnknown = formulaOf(run, t, variable, sector) !== null
    const start = at(isUnknown ? before : values, sector, lane)
    return Number.isNaN(start) && isUnknown ? 1 : start
  })
  const series = blocks[variable]
  if (series !== undefined) series[t] = keep(workspace, block)
}

function blockOf(run: Run, t: number, variable: number): Block {
  const block = run.blocks[variable]?.[t]
  if (block === undefined) throw new RangeError(`variable ${variable} has no block in year ${t}`)
  return block
}

function write(run: Run, t: number, variable: number, sector: number, lane: number, value: number): void {
  const { data, offset, sectorStride, laneStride } = blockOf(run, t, variable)
  data[offset + sector * sectorStride + lane * laneStride] = value
}

function valuesOf(run: Run, t: number, { unknowns, lane }: System): Float64Array {
  return Float64Array.from(unknowns, ({ variable, sector }) => at(blockOf(run, t, variable), sector, lane))
}

/** A system at its present values. */
type Point = {
  readonly system: System
  /** x − f(x) of each unknown. */
  readonly values: Float64Array
  /** The size each of them is measured by: the larger of |x| and |f(x)|. */
  readonly sizes: Float64Array
  /** The largest |x − f(x)| by its size; Infinity where a formula gave no number. */
  readonly relative: number
}

function residualsOf(run: Run, scope: Scope, t: number, systems: readonly System[]): Point[] {
  const computed = new Map<Expression, Block>()
  const right = (expression: Expression): Block => {
    const block = computed.get(expression) ?? { ...interpret(expression, scope), temporary: false }
    computed.set(expression, block)
    return block
  }
  return systems.map((system) => {
    const { unknowns, lane } = system
    const x = valuesOf(run, t, system)
    const f = Float64Array.from(unknowns, ({ expression, sector }) => at(right(expression), sector, lane))
    const values = x.map((each, index) => each - (f[index] as number))
    const largest = Math.max(...x.map(Math.abs), ...f.map(Math.abs))
    // A variable that is 0 has no size of its own: a billionth of the largest in the system serves.
    const sizes = x.map((each, index) => Math.max(Math.abs(each), Math.abs(f[index] as number), 1e-9 * largest) || 1)
    return { system, values, sizes, relative: measured(values, sizes) }
  })
}

function measured(values: Float64Array, sizes: Float64Array): number {
  let largest = 0
  values.forEach((value, index) => {
    const relative = Math.abs(value) / (sizes[index] as number)
    largest = Number.isFinite(relative) ? Math.max(largest, relative) : Number.POSITIVE_INFINITY
  })
  return largest
}

/**
 * I − ∂f/∂x of each system, row by row. One direction moves one unknown of every system at once: systems of different
 * lanes, or of different sectors where nothing ties them, do not feel each other.
 */
function jacobians(
  run: Run,
  scope: Scope,
  t: number,
  variables: readonly number[],
  systems: readonly System[],
  coupled: boolean,
): Float64Array[] {
  const { workspace, model } = run
  const matrices = systems.map(({ unknowns }) => new Float64Array(unknowns.length ** 2))
  const columns = coupled ? (systems[0]?.unknowns ?? []) : variables.map((variable) => ({ variable, sector: -1 }))
  for (const moving of columns) {
    const name = model.variables[moving.variable]?.name
    const seed = emptyBlock(workspace, model.variables[moving.variable]?.level !== 'total', false)
    fill(workspace, seed, (sector) => {
      const moves = moving.sector === -1 || moving.sector === sector
      return moves && formulaOf(run, t, moving.variable, sector) !== null ? 1 : 0
    })
    const direction: Direction = (other, years) => (other === name && years === 0 ? seed : null)
    const slopes = new Map<Expression, Block>()
    const slopeOf = (expression: Expression): Block => {
      const slope = slopes.get(expression) ?? differentiate(expression, scope, direction).slope ?? literal(0)
      slopes.set(expression, slope)
      return slope
    }
    systems.forEach(({ unknowns, lane }, index) => {
      const matrix = matrices[index] as Float64Array
      const column = unknowns.findIndex(
        ({ variable, sector }) => variable === moving.variable && (moving.sector === -1 || sector === moving.sector),
      )
      if (column === -1) return
      unknowns.forEach(({ expression, sector }, row) => {
        matrix[row * unknowns.length + column] = (row === column ? 1 : 0) - at(slopeOf(expression), sector, lane)
      })
    })
  }
  return matrices
}

type Attempt = { readonly point: Point; readonly from: Float64Array; readonly step: Float64Array | null }

/**
 * Take each step, halved until its residual falls.
 * @returns the systems that improved; the others stand where they stood
 */
function takeSteps(run: Run, scope: Scope, t: number, attempts: readonly Attempt[]): Set<System> {
  const improved = new Set<System>()
  let waiting = attempts.filter(({ step }) => step !== null)
  for (let halving = 0, length = 1; waiting.length > 0 && halving <= solverLimits.halvings; halving++, length /= 2) {
    for (const attempt of waiting) move(run, t, attempt, length)
    const points = residualsOf(
      run,
      scope,
      t,
      waiting.map(({ point }) => point.system),
    )
    waiting = waiting.filter(({ point }, index) => {
      const now = measured((points[index] as Point).values, point.sizes)
      if (now < measured(point.values, point.sizes)) improved.add(point.system)
      return !improved.has(point.system)
    })
  }
  for (const attempt of waiting) move(run, t, attempt, 0)
  return improved
}

function move(run: Run, t: number, { point, from, step }: Attempt, length: number): void {
  const { unknowns, lane } = point.system
  unknowns.forEach(({ variable, sector }, index) => {
    write(run, t, variable, sector, lane, (from[index] as number) - length * (step?.[index] ?? 0))
  })
}
