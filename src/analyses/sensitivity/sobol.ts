/**
 * Sobol indices: how much of the outcome's variance an input explains alone (first order), with everything it takes part
 * in (total order), and what two inputs explain together beyond what each does alone (second order). For inputs that are
 * independent of each other; an input may be several numbers that move together in any way.
 *
 *     S[i]  = Var(E[Y | X i]) / Var(Y)          T[i] = E[Var(Y | all but X i)] / Var(Y)
 *
 * With samples A and B, and AB[i] for A with input i from B (BA[i] the other way round):
 *
 *     S[i]   = mean of f(B) (f(AB[i]) − f(A)) / V               T[i] = mean of (f(A) − f(AB[i]))² / 2V
 *     S[i,j] = mean of (f(BA[i]) f(AB[j]) − f(A) f(B)) / V − S[i] − S[j]
 *
 * f counts from the outcome's mean, without which the first of them is needlessly noisy. Where BA is there, S and T are
 * the means of both ways round.
 *
 * @source Sobol' 1993; Saltelli et al. 2010, Table 2 (b) and (f), the latter by Jansen 1999; Saltelli 2002, theorem 2
 */

import { finished, type Steps } from '../steps.ts'
import { type Estimate, isConstant, jackknife } from './estimates.ts'
import { copyRows, createPairs, type Sample, type Study } from './study.ts'

export type SobolIndices = {
  readonly mean: Estimate | null
  readonly variance: Estimate | null
  /** By input; null where the outcome does not vary. */
  readonly first: readonly (Estimate | null)[]
  readonly total: readonly (Estimate | null)[]
  /** Pairs (0, 1), (0, 2), (1, 2), (0, 3) …, as `pairsOf` lists them; empty unless asked for. */
  readonly second: readonly (Estimate | null)[]
  /** How often the model was run, and how many draws of the base sample it failed on. */
  readonly runs: number
  readonly failed: number
}

/** Outcomes of one block of draws: of both samples, and of each with one input exchanged, by input. */
type Block = {
  readonly a: Float64Array
  readonly b: Float64Array
  readonly ab: readonly Float64Array[]
  /** Empty unless pairs are asked for. */
  readonly ba: readonly Float64Array[]
}

/** @param hasPairs  second order too: almost twice the runs */
export function sobolIndices(study: Study, sample: Sample, hasPairs: boolean): SobolIndices {
  return finished(sobolSteps(study, sample, hasPairs))
}

/** As `sobolIndices`, a part at a time. */
export function* sobolSteps(study: Study, sample: Sample, hasPairs: boolean): Steps<SobolIndices> {
  const { lanes } = study.simulator
  const inputs = study.inputs.length
  const pairs = createPairs(study, sample)
  const block = newBlock(inputs, lanes, hasPairs)
  const sums = Array.from(
    { length: pairs.replicates },
    () => new Float64Array(HEAD + 2 * inputs + (block.ba.length * (inputs - 1)) / 2),
  )
  let centre = 0
  let failed = 0
  for (let start = 0; start < sample.draws; start += lanes) {
    const count = Math.min(lanes, sample.draws - start)
    pairs.fill(start, count)
    runBlock(study, pairs.a, pairs.b, count, block)
    if (start === 0) centre = meanOf([block.a, block.b], count)
    for (let lane = 0; lane < count; lane++) {
      if (isWhole(block, lane)) addDraw(sums[(start + lane) % pairs.replicates] as Float64Array, block, lane, centre)
      else failed++
    }
    yield (start + count) / sample.draws
  }
  const [mean = null, variance = null, ...indices] = jackknife(sums, (each) => indicesFrom(each, inputs, centre))
  return {
    mean,
    variance,
    first: indices.slice(0, inputs),
    total: indices.slice(inputs, 2 * inputs),
    second: indices.slice(2 * inputs),
    runs: sample.draws * (2 + block.ab.length + block.ba.length),
    failed,
  }
}

function newBlock(inputs: number, lanes: number, hasPairs: boolean): Block {
  const outcomes = () => new Float64Array(lanes)
  return {
    a: outcomes(),
    b: outcomes(),
    ab: Array.from({ length: inputs }, outcomes),
    ba: Array.from({ length: hasPairs ? inputs : 0 }, outcomes),
  }
}

function runBlock(study: Study, a: Float64Array, b: Float64Array, count: number, block: Block): void {
  runSample(study, a, b, count, block.a, block.ab)
  runSample(study, b, a, count, block.b, block.ba)
}

/** Outcomes of one sample, and with each input in turn from the other. */
function runSample(
  { simulator, inputs }: Study,
  own: Float64Array,
  other: Float64Array,
  count: number,
  outcomes: Float64Array,
  exchanged: readonly Float64Array[],
): void {
  const { lanes, scores, run } = simulator
  const runInto = (out: Float64Array) => {
    run(count)
    out.set(simulator.outcomes.subarray(0, count))
  }
  scores.set(own)
  runInto(outcomes)
  exchanged.forEach((out, input) => {
    const rows = inputs[input] ?? []
    copyRows(other, scores, rows, lanes)
    runInto(out)
    copyRows(own, scores, rows, lanes)
  })
}

/** A number near the outcome's mean; of the draws that gave one. */
function meanOf(outcomes: readonly Float64Array[], count: number): number {
  const values = outcomes.flatMap((each) => [...each.subarray(0, count)]).filter(Number.isFinite)
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

/** A draw counts where the model gave a number in all of its runs. */
function isWhole({ a, b, ab, ba }: Block, lane: number): boolean {
  const isNumber = (outcomes: Float64Array) => Number.isFinite(outcomes[lane])
  return isNumber(a) && isNumber(b) && ab.every(isNumber) && ba.every(isNumber)
}

/** Where the sums of a replicate stand: these three, then first and total order by input, then the pairs. */
const DRAWS = 0
const OUTCOMES = 1
const SQUARES = 2
const HEAD = 3

function addDraw(sums: Float64Array, { a, b, ab, ba }: Block, lane: number, centre: number): void {
  const [inA, inB] = [(a[lane] as number) - centre, (b[lane] as number) - centre]
  add(sums, DRAWS, 1)
  add(sums, OUTCOMES, (inA + inB) / 2)
  add(sums, SQUARES, (inA * inA + inB * inB) / 2)
  const weight = ba.length === 0 ? 1 : 1 / 2
  for (const [own, other, exchanged] of [
    [inA, inB, ab],
    [inB, inA, ba],
  ] as const) {
    for (let i = 0; i < exchanged.length; i++) {
      const outcome = ((exchanged[i] as Float64Array)[lane] as number) - centre
      add(sums, HEAD + i, weight * other * (outcome - own))
      add(sums, HEAD + ab.length + i, (weight * (outcome - own) ** 2) / 2)
    }
  }
  addPairs(sums, { a, b, ab, ba }, lane, centre, inA * inB)
}

/** Both ways round: i from one sample with j from the other. */
function addPairs(sums: Float64Array, { ab, ba }: Block, lane: number, centre: number, product: number): void {
  const start = HEAD + 2 * ab.length
  const at = (outcomes: Float64Array | undefined) => (outcomes?.[lane] as number) - centre
  for (let j = 1; j < ba.length; j++) {
    for (let i = 0; i < j; i++) {
      const both = (at(ba[i]) * at(ab[j]) + at(ba[j]) * at(ab[i])) / 2
      add(sums, start + pairAt(i, j), both - product)
    }
  }
}

/** Pairs of so many inputs, in the order in which they are counted. */
export function pairsOf(inputs: number): [number, number][] {
  return Array.from({ length: inputs }, (_, j) => Array.from({ length: j }, (_, i): [number, number] => [i, j])).flat()
}

/** Place of a pair among all, i < j. */
function pairAt(i: number, j: number): number {
  return (j * (j - 1)) / 2 + i
}

function add(sums: Float64Array, place: number, amount: number): void {
  sums[place] = (sums[place] as number) + amount
}

/** Mean and variance, then first and total order by input, then the pairs. */
function indicesFrom(sums: Float64Array, inputs: number, centre: number): Float64Array {
  const draws = sums[DRAWS] as number
  const mean = (sums[OUTCOMES] as number) / draws
  const variance = (sums[SQUARES] as number) / draws - mean * mean
  const scale = draws * (isConstant(variance, centre + mean) ? Number.NaN : variance)
  const indices = sums.subarray(HEAD).map((sum) => sum / scale)
  for (let j = 1; HEAD + 2 * inputs + pairAt(0, j) < sums.length; j++) {
    for (let i = 0; i < j; i++) {
      const place = 2 * inputs + pairAt(i, j)
      indices[place] = (indices[place] as number) - (indices[i] as number) - (indices[j] as number)
    }
  }
  return Float64Array.of(centre + mean, variance, ...indices)
}
