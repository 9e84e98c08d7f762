/** What a target asks, in signs: `> 10,000`, `≥ 65%`, `≥ 50 万人`. */

import type { Model } from '../model/types.ts'
import type { Target } from '../plan/types.ts'
import type { Glyphs } from './glyphs.ts'
import type { Language } from './messages.ts'
import { indicatorUnit } from './names.ts'
import { formatThreshold, saidAmount } from './quantities.ts'
import { clean } from './width.ts'

/** In a table, whose title says the plan's unit: only another one is written. */
export function conditionOf(model: Model, target: Target, { operators }: Pick<Glyphs, 'operators'>): string {
  const unit = indicatorUnit(model, target)
  const other = unit === null || unit === '1' || unit === model.plan.unit ? '' : ` ${clean(unit)}`
  return `${operators[target.op] ?? target.op} ${formatThreshold(target.threshold, unit)}${other}`
}

/** In a sentence. */
export function saidCondition(
  model: Model,
  target: Target,
  { operators }: Pick<Glyphs, 'operators'>,
  language: Language,
): string {
  const unit = indicatorUnit(model, target)
  const amount = saidAmount(formatThreshold(target.threshold, unit), target.threshold, unit, language)
  return `${operators[target.op] ?? target.op} ${amount}`
}
