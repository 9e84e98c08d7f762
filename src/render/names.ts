/** What things are called in a table: the author's name in the reader's language, else the one files use. */

import type { Model, ModelVariable } from '../model/types.ts'
import { type Named, type Plan, type Target, TOTAL } from '../plan/types.ts'
import { type Language, messages } from './messages.ts'
import { clean } from './width.ts'

export function nameOf({ name, nameZh, nameEn }: Named, language: Language): string {
  return clean((language === 'zh' ? nameZh : nameEn) ?? name)
}

/** Whether a name says more than what files use: `Trade shock` for `trade-shock` does not. */
export function saysMore(name: string, id: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[-\u2010-\u2015\s_]+/g, ' ')
  return bare(name) !== bare(id)
}

export function sectorName({ sectors }: Plan, sector: number, language: Language): string {
  const named = sectors[sector]
  return sector === TOTAL || named === undefined ? messages(language).total : nameOf(named, language)
}

/** A target's name; with its sector where it is about one and does not say so. */
export function targetName(plan: Plan, target: Target, language: Language): string {
  const name = nameOf(target, language)
  const sector = sectorName(plan, target.sector, language)
  const isSaid = target.sector === TOTAL || name.toLowerCase().includes(sector.toLowerCase())
  return isSaid ? name : `${name} [${sector}]`
}

/** Unit of a target's value and threshold: that of its indicator. */
export function indicatorUnit({ variables, variableByName }: Model, { indicator, unit }: Target): string | null {
  return variables[variableByName.get(indicator) ?? -1]?.unit ?? unit
}

/** `亿元`, in English with what it means: `亿元 (100 million yuan)`. null where there is no unit to speak of. */
export function unitName(unit: string | null, language: Language): string | null {
  if (unit === null || unit === '1') return null
  const gloss = messages(language).unitGloss
  const shown = clean(unit)
  return Object.hasOwn(gloss, unit) ? `${shown} (${gloss[unit]})` : shown
}

/** A variable's name; one that its author named only as a target is called by that. */
export function variableName({ plan }: Model, variable: ModelVariable, language: Language): string {
  const own = language === 'zh' ? variable.nameZh : variable.nameEn
  const target = plan.targets.find(({ indicator, sector }) => indicator === variable.name && sector === TOTAL)
  return own === null && target !== undefined
    ? nameOf({ ...target, name: variable.name }, language)
    : nameOf(variable, language)
}

/** `revenue, 亿元`: the heading of a table about one variable. */
export function variableHeading(model: Model, variable: ModelVariable, language: Language): string {
  const name = variableName(model, variable, language)
  // The title says what the plan's own unit means.
  const unit = variable.unit === model.plan.unit ? variable.unit : unitName(variable.unit, language)
  if (unit === null) return name
  return language === 'zh' ? `${name}（${unit}）` : `${name}, ${unit}`
}

export function planTitle({ name, title, titleEn }: Plan, language: Language): string {
  return clean((language === 'zh' ? title : (titleEn ?? title)) ?? name)
}
