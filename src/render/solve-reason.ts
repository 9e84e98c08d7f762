/** Solutions in words: rows of a target and an instrument, and why a target is out of reach. */

import { growthVariables, isRate } from '../analyses/instruments.ts'
import type { Solution, SolvedInstrument, SolvedTarget } from '../analyses/solve.ts'
import type { Model } from '../model/types.ts'
import type { Address } from '../plan/settings.ts'
import type { Target } from '../plan/types.ts'
import { type Language, messages } from './messages.ts'
import { indicatorUnit, nameOf } from './names.ts'
import { comparingFormat, formatDifference, formatOf, formatThreshold, formatValue, saidAmount } from './quantities.ts'
import { clean } from './width.ts'
import { solveWords } from './words-solve.ts'

/** One row: a target, and an instrument that is moved for it. */
export type Pair = { readonly solution: Solution; readonly target: SolvedTarget; readonly instrument: SolvedInstrument }

/**
 * A solution's rows. One instrument for each target: pairs, in the order given. The least change: every instrument
 * with every target, since they are not for one target more than for another.
 */
export function pairsOf(solution: Solution): Pair[] {
  const { method, targets, instruments } = solution
  return targets.flatMap((target, i) =>
    instruments.flatMap((instrument, k) => (method === 'newton' && i !== k ? [] : [{ solution, target, instrument }])),
  )
}

/** The one value of a span; null where there are several. */
export function only(span: { readonly low: number; readonly high: number } | null): number | null {
  return span === null || span.low !== span.high ? null : span.low
}

export function indicatorName(model: Model, { indicator }: Target, language: Language): string {
  const variable = model.variables[model.variableByName.get(indicator) ?? -1]
  return variable === undefined ? clean(indicator) : nameOf(variable, language)
}

/** `+1.25 pp`, or a difference of levels; with as many digits as it takes to show three figures. */
export function changeText(
  model: Model,
  address: Address,
  change: number | null,
  least: number,
  language: Language,
): string {
  const rate = isRate(model, address)
  const digits = figures([change === null ? null : change * (rate ? 100 : 1)], least)
  return formatDifference(change, { isRate: rate, digits }, language)
}

/** Digits after the point that show three figures of the smallest value, within reason. */
export function figures(values: readonly (number | null)[], least: number): number {
  const sizes = values.flatMap((value) => (value === null || value === 0 ? [] : [Math.abs(value)]))
  if (sizes.length === 0 || values.every((value) => value === null || Number.isInteger(value))) return least
  return Math.min(6, Math.max(least, 2 - Math.floor(Math.log10(Math.min(...sizes)))))
}

/** Why a target is out of reach, in full: with what stands against any growth. */
export function wholeReason(model: Model, pair: Pair, language: Language): string | null {
  const reason = reasonText(model, pair, language)
  const growth = growthReason(model, pair, language)
  const { outcome } = pair.solution
  return reason === null || growth === null || outcome === 'already-met'
    ? reason
    : `${reason}${solveWords[language].semicolon}${growth}`
}

/** Why a target is out of reach, or cannot be missed; null where there is nothing to explain. */
export function reasonText(model: Model, { solution, target, instrument }: Pair, language: Language): string | null {
  const { outcome, limit, method } = solution
  const words = solveWords[language]
  const { address, closest, change } = instrument
  const known = {
    indicator: indicatorName(model, target.target, language),
    instrument: method === 'one' ? clean(address.text) : heldAtBounds(solution, language),
    value: formatNear(model, target, language),
    change: changeText(model, address, closest, 0, language),
    year: target.target.year,
  }
  if (outcome === 'found') return null
  if (outcome === 'already-met') return change === null && method === 'one' ? words.noEdge(known) : null
  return outcome === 'not-converged' || limit === null ? words.unconfirmed(known) : words.limits[limit](known)
}

function formatNear(model: Model, { target, before, proof }: SolvedTarget, language: Language): string {
  const value = proof?.value ?? before.value
  return formatValue(value, comparingFormat(indicatorUnit(model, target), [value], target.threshold, null), language)
}

/** Instruments that are as far as they may go. */
function heldAtBounds({ instruments }: Solution, language: Language): string {
  const held = instruments.filter(
    ({ closest, bounds }) => closest !== null && (closest <= bounds.low || closest >= bounds.high),
  )
  return (held.length === 0 ? instruments : held)
    .map(({ address }) => clean(address.text))
    .join(messages(language).listComma)
}

/** Where growth is varied: that no growth rate whatever leads to the target. */
function growthReason(model: Model, { target, instrument }: Pair, language: Language): string | null {
  const { reason, base } = target.required
  if (reason !== 'zero-base' && reason !== 'sign-change') return null
  if (!growthVariables(model).includes(instrument.address.variable)) return null
  const unit = indicatorUnit(model, target.target)
  const { threshold } = target.target
  return solveWords[language].noRequired[reason]({
    base: saidAmount(formatValue(base, formatOf(unit, [base], null), language), base, unit, language),
    threshold: saidAmount(formatThreshold(threshold, unit), threshold, unit, language),
  })
}
