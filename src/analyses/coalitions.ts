/**
 * Mixtures of two states: in a coalition the cells of its groups have the values of the second state, all other cells
 * those of the first. Hundreds of coalitions are evaluated at once, one a lane.
 */

import { at, type Block, createWorkspace, emptyBlock, literal } from '../model/blocks.ts'
import { evaluate } from '../model/evaluate.ts'
import { type Given, type Inputs, NO_ORIGIN } from '../model/given.ts'
import type { Variation } from '../model/run.ts'
import type { Model } from '../model/types.ts'
import type { Grouping } from './groups.ts'
import type { Game, Membership } from './shapley.ts'

/** What is valued: a variable in a sector (0 for a total) in the last year of the model's timeline. */
export type Outcome = { readonly variable: number; readonly sector: number }

/** A variable in one year stays in the processor's cache: 256 KB. */
const NUMBERS_AT_ONCE = 1 << 15
const MOST_LANES = 1024

/**
 * @param model a model of the years and variables that the outcome needs; see `modelUntil`
 * @returns a game in which the groups of `grouping` are the players; a coalition without a value is NaN
 */
export function gameBetween(model: Model, from: Inputs, to: Inputs, grouping: Grouping, outcome: Outcome): Game {
  const lanes = Math.max(1, Math.min(MOST_LANES, Math.floor(NUMBERS_AT_ONCE / model.plan.sectors.length)))
  const valuesOf = mixesInLanes(model, from, to, grouping) ? valuesInLanes : valuesOneByOne
  return {
    players: grouping.groups.length,
    values: (count, has) => {
      const values = new Float64Array(count)
      for (let start = 0; start < count; start += lanes) {
        const size = Math.min(lanes, count - start)
        const hasHere: Membership = (lane) => has(start + lane)
        values.set(valuesOf(model, from, to, grouping, outcome, size, hasHere), start)
      }
      return values
    },
  }
}

type ValuesOf = (
  model: Model,
  from: Inputs,
  to: Inputs,
  grouping: Grouping,
  outcome: Outcome,
  count: number,
  has: Membership,
) => Float64Array

/**
 * Equations that are solved together take the formulas of their cells from one state: where such a formula differs,
 * lanes cannot mix it.
 */
function mixesInLanes({ components, timeline }: Model, from: Inputs, to: Inputs, { groupOf }: Grouping): boolean {
  const solved = components.flatMap(({ simultaneous, variables }) => (simultaneous ? variables : []))
  return !solved.some((variable) => {
    const formulas = [from, to].flatMap(({ given }) => [...(given[variable]?.formulas.keys() ?? [])])
    const width = (from.given[variable] ?? to.given[variable])?.width ?? 1
    return formulas.some((cell) => cell < timeline.length * width && (groupOf.get(variable)?.[cell] ?? -1) >= 0)
  })
}

const valuesInLanes: ValuesOf = (model, from, to, grouping, outcome, count, has) => {
  const evaluation = evaluate(model, from, count, mixture(model, to, grouping, count, has))
  return outcomes(evaluation, outcome, count)
}

function outcomes({ blocks, model }: ReturnType<typeof evaluate>, outcome: Outcome, count: number): Float64Array {
  const block = blocks[outcome.variable]?.[model.timeline.length - 1]
  return Float64Array.from({ length: count }, (_, lane) =>
    block === undefined ? Number.NaN : at(block, outcome.sector, lane),
  )
}

function mixture(
  { plan, variables }: Model,
  to: Inputs,
  { groups, groupOf }: Grouping,
  lanes: number,
  has: Membership,
): Variation {
  const workspace = createWorkspace({ sectors: plan.sectors.length, lanes })
  const isIn = groups.map(() => new Uint8Array(lanes))
  for (let lane = 0; lane < lanes; lane++) {
    const isMember = has(lane)
    for (let player = 0; player < isIn.length; player++) if (isMember(player)) (isIn[player] as Uint8Array)[lane] = 1
  }
  return (variable, t, given, read) => {
    const width = variables[variable]?.level === 'total' ? 1 : plan.sectors.length
    const row = groupOf.get(variable)?.subarray(t * width, (t + 1) * width)
    if (row === undefined || row.every((player) => player < 0)) return given
    const other = to.given[variable] ?? null
    const changed = other === null ? literal(Number.NaN) : read(other)
    const mixed = emptyBlock(workspace, width > 1, true)
    row.forEach((player, sector) => {
      mixSector(mixed.data, sector * lanes, lanes, isIn[player] ?? null, [given, changed], sector)
    })
    return mixed
  }
}

/** One sector of a mixture, lane by lane: the hot loop of an attribution. */
function mixSector(
  out: Float64Array,
  start: number,
  lanes: number,
  isIn: Uint8Array | null,
  [given, changed]: readonly [Block, Block],
  sector: number,
): void {
  let a = given.offset + sector * given.sectorStride
  let b = changed.offset + sector * changed.sectorStride
  for (let lane = 0; lane < lanes; lane++, a += given.laneStride, b += changed.laneStride) {
    out[start + lane] = (isIn !== null && isIn[lane] === 1 ? changed.data[b] : given.data[a]) as number
  }
}

/** The same by inputs that are themselves mixed, one coalition after the other: slower, and right for any plan. */
const valuesOneByOne: ValuesOf = (model, from, to, grouping, outcome, count, has) => {
  const values = new Float64Array(count)
  for (let coalition = 0; coalition < count; coalition++) {
    const inputs = mixedInputs(from, to, grouping, has(coalition))
    values.set(outcomes(evaluate(model, inputs), outcome, 1), coalition)
  }
  return values
}

function mixedInputs(from: Inputs, to: Inputs, { groupOf }: Grouping, isIn: (player: number) => boolean): Inputs {
  const given = from.given.map((a, variable) => {
    const players = groupOf.get(variable)
    const b = to.given[variable] ?? null
    return players === undefined ? a : mixedGiven(a, b, (cell) => isIn(players[cell] ?? -1))
  })
  return { ...from, given }
}

function mixedGiven(a: Given | null, b: Given | null, isChanged: (cell: number) => boolean): Given | null {
  const like = a ?? b
  if (like === null) return null
  const mixed: Given = {
    width: like.width,
    values: new Float64Array(like.values.length).fill(Number.NaN),
    origins: new Int32Array(like.origins.length).fill(NO_ORIGIN),
    grades: new Uint8Array(like.grades.length),
    formulas: new Map(),
    spreads: new Map(),
  }
  for (let cell = 0; cell < mixed.values.length; cell++) {
    const source = isChanged(cell) ? b : a
    if (source === null) continue
    mixed.values[cell] = source.values[cell] as number
    mixed.origins[cell] = source.origins[cell] as number
    mixed.grades[cell] = source.grades[cell] as number
    const formula = source.formulas.get(cell)
    if (formula !== undefined) mixed.formulas.set(cell, formula)
    const spread = source.spreads.get(cell)
    if (spread !== undefined) mixed.spreads.set(cell, spread)
  }
  return mixed
}
