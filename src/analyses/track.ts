/**
 * Is a target on its way? Observed growth against the growth it needs, by a stated rule.
 *
 *     observed      = (latest / base)^(1/(t − t0)) − 1
 *     required      = (threshold / base)^(1/(T − t0)) − 1          from the base year
 *     required now  = (threshold / latest)^(1/(T − t)) − 1         from the latest observation
 *     ratio         = direction × observed / |required|
 *
 *     target met → target_achieved · ratio ≥ 0.95 → substantial_progress · ≥ 0.6 → moderate_progress ·
 *     ≥ 0 → limited_progress · below 0 → deterioration
 *     score = min(7.1429 ratio − 4.2857, 5) from 0.6 on, else max(4.1667 ratio − 2.5, −5); 5 where the target is met
 *
 * The direction comes from the operator. The base year is the plan's, or else the first observed year; where the plan's
 * own base year is not observed, nothing takes its place. Growth rates have no meaning for a threshold or a level that
 * is not above 0: there the same ratio is taken of changes a year instead (rule `linear`).
 *
 * @source open-sdg/sdg-build, sdg/ProgressMeasure.py (formulas, thresholds and score lines)
 */

import type { Operator, Series, Target } from '../plan/types.ts'
import { TOTAL } from '../plan/types.ts'
import { type Observed, observations, type Point, summedBy } from './observed.ts'
import { equalityTolerance, verdictOf } from './targets.ts'

export type TrackStatus =
  | 'target_achieved'
  | 'substantial_progress'
  | 'moderate_progress'
  | 'limited_progress'
  | 'deterioration'
  | 'undetermined'

/** Why a number is missing, or what else must be known to read a row. */
export type TrackRemark =
  /** Nothing is observed. */
  | 'no-observation'
  /** The plan's base year is not observed. */
  | 'base-not-observed'
  /** Only the base year is observed, so that no growth is. */
  | 'one-observation'
  /** As `one-observation`, though years before the base year are observed. */
  | 'earlier-observations'
  /** The target was met in the base year already: no growth was required, so there is no ratio. */
  | 'met-in-base-year'
  /** Base and threshold are equal, yet the target is not met: no growth is required, so there is no ratio. */
  | 'nothing-required'
  /** A level or the threshold is not above 0: changes a year instead of growth rates. */
  | 'linear'
  /** The target's year is the base year. */
  | 'no-time'

/** What a year's change is measured by. */
export type Pace = {
  /** Growth a year, as a fraction; null under the rule `linear`. */
  readonly growth: number | null
  /** Change a year, in the unit of the indicator. */
  readonly change: number
}

/** Numbers of an observation in another measure; `low` and `high` where it is an estimate. */
export type OtherMeasure = {
  readonly variable: string
  readonly year: number
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly measure: string | null
  readonly status: string | null
}

/** What an estimate in another measure would leave to be grown, were it the indicator itself: never an observation. */
export type Estimate = OtherMeasure & {
  readonly low: number
  readonly high: number
  /** Growth a year from the estimate's year to the target's; `low` from the end of the band nearest the target. */
  readonly required: { readonly value: number; readonly low: number; readonly high: number } | null
}

export type TrackRow = {
  readonly target: Target
  /** Index into the variables of the model. */
  readonly variable: number
  /** 1 where the target asks for more, −1 where it asks for less. */
  readonly direction: 1 | -1
  readonly base: Point | null
  readonly latest: Point | null
  /** Of all observations, whatever the base year. */
  readonly firstObserved: number | null
  readonly rule: 'cagr' | 'linear' | null
  readonly observed: Pace | null
  readonly required: Pace | null
  readonly requiredFromNow: Pace | null
  readonly ratio: number | null
  readonly score: number | null
  readonly status: TrackStatus
  readonly remarks: readonly TrackRemark[]
  /** From the base year to the target's year. */
  readonly path: readonly { readonly year: number; readonly observed: number | null; readonly required: number }[]
  readonly measures: readonly OtherMeasure[]
  readonly estimate: Estimate | null
}

/**
 * Every target of the plan, in its order.
 *
 * @param asOf  the last year that is looked at; null: all
 */
export function track(observed: Observed, baseYear: number | null, asOf: number | null): TrackRow[] {
  const { model } = observed
  return model.plan.targets.map((target) => {
    const variable = model.variableByName.get(target.indicator) ?? -1
    const last = Math.min(asOf ?? target.year, target.year)
    const points = observations(observed, variable, target.sector).filter(({ year }) => year <= last)
    const measures = otherMeasures(observed, variable, target.sector).filter(({ year }) => year <= (asOf ?? year))
    const judged = judge(target, points, baseYear)
    return { target, variable, ...judged, measures, estimate: estimateOf(target, judged.latest, measures) }
  })
}

type Judged = Omit<TrackRow, 'target' | 'variable' | 'measures' | 'estimate'>

/**
 * One target by the rule.
 *
 * @param points    what is observed, in the order of the years, none later than the target's year
 * @param baseYear  null: the first of them
 */
function judge(target: Target, points: readonly Point[], baseYear: number | null): Judged {
  const direction = directionOf(target.op)
  const base = (baseYear === null ? points[0] : points.find(({ year }) => year === baseYear)) ?? null
  const latest = points.findLast(({ year }) => base === null || year >= base.year) ?? points.at(-1) ?? null
  const firstObserved = points[0]?.year ?? null
  if (base === null || latest === null) {
    const remark: TrackRemark = points.length === 0 ? 'no-observation' : 'base-not-observed'
    const nothing = { rule: null, observed: null, required: null, requiredFromNow: null, ratio: null, path: [] }
    const met = verdictOf(latest?.value ?? null, target.op, target.threshold) === 'met'
    const status = met ? ('target_achieved' as const) : ('undetermined' as const)
    return { direction, base, latest, firstObserved, ...nothing, status, score: met ? 5 : null, remarks: [remark] }
  }
  const { threshold, year } = target
  const isLinear = base.value <= 0 || latest.value < 0 || threshold <= 0
  const end = { year, value: threshold }
  const observed = paceOf(base, latest, isLinear)
  const required = paceOf(base, end, isLinear)
  const path = pathOf(base, required, year, points)
  const known = {
    direction,
    base,
    latest,
    firstObserved,
    rule: isLinear ? ('linear' as const) : ('cagr' as const),
    path,
  }
  const paces = { observed, required, requiredFromNow: paceOf(latest, end, isLinear) }
  const { ratio, status, remarks } = compare(target, base, latest, paces)
  const hasEarlier = remarks.includes('one-observation') && points.some((point) => point.year < base.year)
  return {
    ...known,
    ...paces,
    ratio,
    status,
    score: scoreOf(status, ratio),
    remarks: [
      ...remarks,
      ...(hasEarlier ? (['earlier-observations'] as const) : []),
      ...(isLinear ? (['linear'] as const) : []),
    ],
  }
}

function directionOf(op: Operator): 1 | -1 {
  return op === '>' || op === '>=' ? 1 : -1
}

/** Growth and change a year between two levels; null where no year lies between them, or growth has no meaning. */
function paceOf(from: Point, to: Point, isLinear: boolean): Pace | null {
  const years = to.year - from.year
  if (years <= 0) return null
  const change = (to.value - from.value) / years
  if (isLinear) return { growth: null, change }
  return from.value <= 0 ? null : { growth: (to.value / from.value) ** (1 / years) - 1, change }
}

type Paces = { readonly observed: Pace | null; readonly required: Pace | null }
type Compared = Pick<Judged, 'ratio' | 'status' | 'remarks'>

function compare({ op, threshold }: Target, base: Point, latest: Point, { observed, required }: Paces): Compared {
  const direction = directionOf(op)
  const isMet = verdictOf(latest.value, op, threshold) === 'met'
  const wasMet = verdictOf(base.value, op, threshold) === 'met'
  const status = (otherwise: TrackStatus) => (isMet ? 'target_achieved' : otherwise)
  // |required| would hide that the way led the other way.
  if (wasMet) return { ratio: null, status: status('deterioration'), remarks: ['met-in-base-year'] }
  if (required === null) return { ratio: null, status: status('undetermined'), remarks: ['no-time'] }
  if (observed === null) return { ratio: null, status: status('undetermined'), remarks: ['one-observation'] }
  const made = direction * (observed.growth ?? observed.change)
  if (Math.abs(threshold - base.value) <= equalityTolerance * Math.abs(threshold)) {
    const kept = made < 0 ? 'deterioration' : 'limited_progress'
    return { ratio: null, status: status(kept), remarks: ['nothing-required'] }
  }
  const ratio = made / Math.abs(required.growth ?? required.change) + 0
  return { ratio, status: status(statusOf(ratio)), remarks: [] }
}

function statusOf(ratio: number): TrackStatus {
  if (ratio >= 0.95) return 'substantial_progress'
  if (ratio >= 0.6) return 'moderate_progress'
  return ratio >= 0 ? 'limited_progress' : 'deterioration'
}

function scoreOf(status: TrackStatus, ratio: number | null): number | null {
  if (status === 'target_achieved') return 5
  if (ratio === null) return null
  return ratio >= 0.6 ? Math.min(7.1429 * ratio - 4.2857, 5) : Math.max(4.1667 * ratio - 2.5, -5)
}

/** Whether a status says that the target is on its way: met, or growing at 95 % of what it takes. */
export function isOnTrack(status: TrackStatus): boolean {
  return status === 'target_achieved' || status === 'substantial_progress'
}

function pathOf(base: Point, required: Pace | null, lastYear: number, points: readonly Point[]): Judged['path'] {
  if (required === null) return []
  const observed = new Map(points.map(({ year, value }) => [year, value]))
  const { growth, change } = required
  return Array.from({ length: lastYear - base.year + 1 }, (_, years) => ({
    year: base.year + years,
    observed: observed.get(base.year + years) ?? null,
    required: growth === null ? base.value + change * years : base.value * (1 + growth) ** years,
  }))
}

/** Rows of measures.csv about the indicator, or about what it sums: the same quantity, measured otherwise. */
function otherMeasures({ model }: Observed, variable: number, sector: number): OtherMeasure[] {
  const { measures, variables } = model.plan
  const meant = [variable, ...(sector === TOTAL ? [summedBy(model, variable)] : [])]
  const found: OtherMeasure[] = []
  for (let row = 0; row < measures.length; row++) {
    const index = measures.variable[row] as number
    const isMeant = meant.includes(index) && measures.sector[row] === sector && measures.firstYear[row] !== 0
    const name = variables[index]?.name ?? ''
    if (isMeant && Number.isFinite(measures.value[row])) found.push({ variable: name, ...measured(measures, row) })
  }
  return found.sort((a, b) => a.year - b.year)
}

function measured(series: Series, row: number): Omit<OtherMeasure, 'variable'> {
  const { measure = null, status = null } = series.annotations[series.annotation[row] as number] ?? {}
  const quantity = series.quantities.get(row)
  const ends =
    quantity?.kind === 'distribution' && ['pert', 'uniform', 'interval', 'triangular'].includes(quantity.shape)
  const [low, high] = ends ? [quantity.parameters[0], quantity.parameters.at(-1)] : []
  const value = series.value[row] as number
  return { year: series.lastYear[row] as number, value, low: low ?? null, high: high ?? null, measure, status }
}

/** The last estimate between the latest observation and the target's year. */
function estimateOf(target: Target, latest: Point | null, measures: readonly OtherMeasure[]): Estimate | null {
  const after = latest?.year ?? Number.NEGATIVE_INFINITY
  const found = measures.findLast(({ year, low, high }) => {
    return low !== null && high !== null && year > after && year < target.year
  })
  if (found === undefined) return null
  const { value, low, high, year } = found
  if (low === null || high === null) return null
  const needed = (level: number) => (target.threshold / level) ** (1 / (target.year - year)) - 1
  const isGrowing = low > 0 && target.threshold > 0
  const ends = [needed(low), needed(high)]
  const required = isGrowing ? { value: needed(value), low: Math.min(...ends), high: Math.max(...ends) } : null
  return { ...found, low, high, required }
}
