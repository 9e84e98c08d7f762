/**
 * Equations of one year that need each other, solved together: x = f(x) for all of them at once.
 *
 * Newton's method on r(x) = x − f(x), with the exact Jacobian of the formulas (`derivative.ts`) and steps halved until
 * the residual falls. Starts from last year's values. Where no sum or linkage ties the sectors together, each sector
 * is a small system of its own. Solved means that every |r| is at most 1e-12 of its variable,
 * or that rounding allows no better and it is at most 1e-9; anything else is reported, never returned.
 * @source Dennis & Schnabel 1996, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, §6.3
 */

import { at, type Block, emptyBlock, fill, literal } from './blocks.ts'
import { differentiate } from './derivative.ts'
import { givenBlock, isGiven } from './given.ts'
import { interpret, type Scope } from './interpret.ts'
import { solveLinear } from './linear.ts'
import { type Failure, type Run, restsOnMissing, type Unsolved } from './run.ts'

const solverLimits = { iterations: 60, halvings: 30, tolerance: 1e-12, accepted: 1e-9 } as const

/** One unknown: a variable in a sector (0 for a total). */
type Unknown = { readonly variable: number; readonly sector: number }

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
    const lacking = unknowns.some(({ variable, sector }) => {
      const expression = run.model.variables[variable]?.expression ?? null
      return expression === null || restsOnMissing(expression, scope, sector, lane)
    })
    if (lacking) for (const { variable, sector } of unknowns) write(run, t, variable, sector, lane, Number.NaN)
    return !lacking
  })
}

function systemsOf(run: Run, t: number, variables: readonly number[], coupled: boolean): System[] {
  const { sectors, lanes } = run.workspace.shape
  const unknowns = variables.flatMap((variable) => {
    const width = run.model.variables[variable]?.level === 'total' ? 1 : sectors
    const given = run.inputs.given[variable] ?? null
    return Array.from({ length: width }, (_, sector) => ({ variable, sector })).filter(
      ({ sector }) => !isGiven(given, t, sector),
    )
  })
  const groups = new Map<number, Unknown[]>()
  for (const unknown of unknowns) {
    const key = coupled ? 0 : unknown.sector
    groups.set(key, [...(groups.get(key) ?? []), unknown])
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: lanes }, (_, lane) => ({ unknowns: group, lane })),
  )
}

/** Last year's values where there are any, else 1; observed values stand as they are. */
function startFrom(run: Run, t: number, variable: number): void {
  const { workspace, model, inputs, blocks } = run
  const block = emptyBlock(workspace, model.variables[variable]?.level !== 'total', true)
  const before = t === 0 ? literal(1) : (blocks[variable]?.[t - 1] ?? literal(1))
  const given = inputs.given[variable] ?? null
  const observed = run.vary?.(variable, t) ?? (given === null ? null : givenBlock(given, t))
  fill(workspace, block, (sector, lane) => {
    const isObserved = isGiven(given, t, sector)
    const start = at(isObserved && observed !== null ? observed : before, sector, lane)
    return Number.isNaN(start) && !isObserved ? 1 : start
  })
  const series = blocks[variable]
  if (series !== undefined) series[t] = { ...block, temporary: false }
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
  const computed = new Map<number, Block>()
  const right = (variable: number): Block => {
    const known = computed.get(variable)
    if (known !== undefined) return known
    const expression = run.model.variables[variable]?.expression ?? null
    if (expression === null) throw new RangeError('an unknown without an equation')
    const block = { ...interpret(expression, scope), temporary: false }
    computed.set(variable, block)
    return block
  }
  return systems.map((system) => {
    const { unknowns, lane } = system
    const x = valuesOf(run, t, system)
    const f = Float64Array.from(unknowns, ({ variable, sector }) => at(right(variable), sector, lane))
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
    const given = run.inputs.given[moving.variable] ?? null
    fill(workspace, seed, (sector) => {
      const observed = isGiven(given, t, sector)
      return !observed && (moving.sector === -1 || moving.sector === sector) ? 1 : 0
    })
    const slopes = new Map<number, Block>()
    for (const variable of variables) {
      const expression = model.variables[variable]?.expression
      if (expression === null || expression === undefined) continue
      const { slope } = differentiate(expression, scope, (other, years) =>
        other === name && years === 0 ? seed : null,
      )
      slopes.set(variable, slope ?? literal(0))
    }
    systems.forEach(({ unknowns, lane }, index) => {
      const matrix = matrices[index] as Float64Array
      const column = unknowns.findIndex(
        ({ variable, sector }) => variable === moving.variable && (moving.sector === -1 || sector === moving.sector),
      )
      if (column === -1) return
      unknowns.forEach(({ variable, sector }, row) => {
        const slope = at(slopes.get(variable) ?? literal(0), sector, lane)
        matrix[row * unknowns.length + column] = (row === column ? 1 : 0) - slope
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
