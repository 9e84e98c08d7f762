/** How the uncertain numbers of a scenario are drawn: from which independent standard normals, and mixed how. */

import type { Inputs } from '../../model/given.ts'
import type { Model } from '../../model/types.ts'
import { PlanError, type Problem, problem } from '../../plan/problem.ts'
import { placeOf } from '../../plan/source.ts'
import { modelUntil, restsOn } from '../needs.ts'
import { endsOf } from '../numerics/statistics.ts'
import type { Indicator } from '../trials.ts'
import { type Copula, copulaOf, type Inconsistent, type Innovations, type Stream } from './copula.ts'
import { type Factor, factorsOf } from './factors.ts'

/** How a factor's score is made: `carried` × the score of the factor `before` + Σ weight × latent. */
export type Mix = {
  /** Index into `factors`: the same number a year earlier; null where nothing is carried on. */
  readonly before: number | null
  readonly carried: number
  readonly parts: readonly { readonly latent: number; readonly weight: number }[]
}

export type Uncertainty = {
  /** Without what the outcomes do not need. */
  readonly model: Model
  readonly inputs: Inputs
  readonly factors: readonly Factor[]
  /** Names of the independent standard normals. */
  readonly latents: readonly string[]
  /** By factor. */
  readonly mixing: readonly Mix[]
  /** The plan's correlations cannot all hold, and the nearest that can are drawn from. */
  readonly isRepaired: boolean
}

export type Repair = {
  /** Draw from the nearest correlation matrix where the plan's own cannot hold. */
  readonly repairsCorrelation?: boolean
}

/**
 * @param inputs    what the rows of the scenario give
 * @param outcomes  what will be asked of the draws; factors that none of them rests on are left out
 * @throws PlanError where the plan's correlations cannot all hold and are not to be repaired
 */
export function uncertaintyOf(
  model: Model,
  inputs: Inputs,
  outcomes: readonly Indicator[],
  { repairsCorrelation = false }: Repair = {},
): Uncertainty {
  const needed = new Set(outcomes.flatMap(({ variable }) => restsOn(model, variable, [inputs])))
  const [, lastYear] = endsOf([model.baseYear, ...outcomes.map(({ year }) => year)])
  const used = modelUntil(model, [...needed], lastYear)
  const factors = factorsOf(used, inputs, needed)
  const streams = factors.map((factor) => streamOf(model, factor))
  const copula = copulaOf(model.plan.correlations, [...new Map(streams.map((each) => [each.name, each])).values()])
  const innovations = innovationsOf(model, copula, repairsCorrelation)
  const isRepaired = copula.kind !== 'consistent'
  return { model: used, inputs, factors, ...mixed(factors, streams, innovations), isRepaired }
}

/**
 * What is drawn year after year; named like the factor, without the year. The sector is named even where the plan has no
 * other, since what is drawn depends on the name, and a further sector must not change it.
 */
export function streamOf({ variables, plan }: Model, { name, variable, sector, project }: Factor): Stream {
  if (project !== null) return { family: project.field, sector, name }
  const family = variables[variable ?? -1]?.name ?? ''
  const whose = plan.sectors[sector]?.name
  return { family, sector, name: whose === undefined ? family : `${family}[${whose}]` }
}

function innovationsOf(model: Model, copula: Copula, repairs: boolean): Innovations {
  if (copula.kind === 'consistent') return copula.innovations
  if (copula.kind === 'inconsistent' && repairs) return copula.repaired
  throw new PlanError([correlationProblem(model, copula)])
}

function correlationProblem({ plan }: Model, copula: Exclude<Copula, { kind: 'consistent' }>): Problem {
  const at = placeOf(plan.files, plan.correlations[0]?.at ?? { file: 0, line: 1, field: 0 })
  if (copula.kind === 'too-many') return problem('too-many-correlated', at, { count: copula.count, most: copula.most })
  return problem('correlations-impossible', at, {
    nearest: copula.sets.map(inWords).join('; '),
    option: '--repair-correlation',
  })
}

/** The three pairs that have to give way most, as `growth[a], growth[b]: 0.9 → 0.76`. */
function inWords({ streams, stated, nearest }: Inconsistent): string {
  const n = streams.length
  const pairs = streams.flatMap((a, i) =>
    streams.slice(i + 1).map((b, k) => {
      const cell = i * n + i + 1 + k
      const [before, after] = [stated[cell] as number, nearest[cell] as number]
      return { text: `${a.name}, ${b.name}: ${before} → ${after.toFixed(4)}`, gap: Math.abs(after - before) }
    }),
  )
  const worst = pairs.sort((a, b) => b.gap - a.gap).slice(0, 3)
  return worst.map(({ text }) => text).join('; ')
}

/**
 * Year by year. A latent is named after what it stands behind and the year, so that what else is uncertain does not
 * change which numbers are drawn for it.
 */
function mixed(factors: readonly Factor[], streams: readonly Stream[], innovations: Innovations) {
  const latents = new Map<string, number>()
  const latentAt = (name: string): number => {
    const index = latents.get(name) ?? latents.size
    latents.set(name, index)
    return index
  }
  const keyOf = (place: number, year: number | null) => `${(streams[place] as Stream).name}@${year}`
  const places = new Map(factors.map(({ year }, place) => [keyOf(place, year), place]))
  const mixing: Mix[] = []
  for (const year of new Set(factors.map((factor) => factor.year))) {
    const together = factors.flatMap((factor, place) => (factor.year === year ? [place] : []))
    const loadings = innovations(together.map((place) => streams[place] as Stream))
    together.forEach((place, k) => {
      const before = year === null ? null : (places.get(keyOf(place, year - 1)) ?? null)
      const carried = before === null ? 0 : (factors[place] as Factor).distribution.persistence
      const fresh = Math.sqrt(1 - carried * carried)
      const parts = (loadings[k] ?? [])
        .map(({ latent, weight }) => ({ name: `${latent}@${year}`, weight: fresh * weight }))
        .filter(({ weight }) => weight !== 0)
        .map(({ name, weight }) => ({ latent: latentAt(name), weight }))
      mixing[place] = { before: carried === 0 ? null : before, carried, parts }
    })
  }
  return { latents: [...latents.keys()], mixing }
}

/** Correlation of the scores, factors × factors, row by row. */
export function scoreCorrelation({ factors, latents, mixing }: Uncertainty): Float64Array {
  const n = factors.length
  const weights: Float64Array[] = []
  mixing.forEach(({ before, carried, parts }, place) => {
    const own = before === null ? new Float64Array(latents.length) : weights[before]?.map((each) => carried * each)
    const row = own ?? new Float64Array(latents.length)
    for (const { latent, weight } of parts) row[latent] = (row[latent] as number) + weight
    weights[place] = row
  })
  return Float64Array.from({ length: n * n }, (_, cell) => {
    const [a, b] = [Math.floor(cell / n), cell % n]
    if (a === b) return 1
    const other = weights[b] as Float64Array
    return (weights[a] as Float64Array).reduce((sum, weight, latent) => sum + weight * (other[latent] as number), 0)
  })
}
