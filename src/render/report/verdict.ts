/** The verdict as sentences: what becomes of the targets in the main scenario, by how much, and where it looks otherwise. */

import type { TargetResult } from '../../analyses/targets.ts'
import type { Model } from '../../model/types.ts'
import type { Target } from '../../plan/types.ts'
import { unicode } from '../glyphs.ts'
import { indicatorUnit, nameOf, targetName, unitName } from '../names.ts'
import type { Style } from '../projection.ts'
import { comparingFormat, formatDifference, formatOf, formatThreshold, formatValue, saidAmount } from '../quantities.ts'
import type { Judged } from '../verdicts.ts'
import { type Counts, reportWords } from '../words-report.ts'

/** `> 10,000 亿元` */
export function conditionOf(model: Model, target: Target, { language }: Pick<Style, 'language'>): string {
  const unit = indicatorUnit(model, target)
  // Spaces that do not break: a sign alone at the end of a line says nothing.
  const amount = `${unicode.operators[target.op] ?? target.op}\u00a0${formatThreshold(target.threshold, unit)}`
  // What the plan's own unit means stands below the title.
  const name = unit === model.plan.unit ? unit : unitName(unit, language)
  return name === null ? amount : `${amount}\u00a0${name}`
}

/** As `conditionOf`, in a sentence: `> 1 万亿元`. */
function saidCondition(model: Model, target: Target, { language }: Pick<Style, 'language'>): string {
  if (language !== 'zh') return conditionOf(model, target, { language })
  const unit = indicatorUnit(model, target)
  const amount = saidAmount(formatThreshold(target.threshold, unit), target.threshold, unit, language)
  return `${unicode.operators[target.op] ?? target.op} ${amount}`.replaceAll(' ', '\u00a0')
}

/** What is said of a scenario: one sentence a minister can read. */
export function verdictSentence(model: Model, { scenario, targets }: Judged, isMain: boolean, style: Style): string {
  const words = reportWords[style.language]
  if (targets.length === 0) return words.noTargets
  const years = new Set(targets.map(({ target }) => target.year))
  const year = years.size === 1 ? (targets[0]?.target.year ?? null) : null
  const said = words.counted(countsOf(targets))
  const name = nameOf(scenario, style.language)
  const begin = words.inScenario({ scenario: name, isMain, year, said })
  const clauses = targets.map((result) => clauseOf(model, result, year === null, style))
  const colon = style.language === 'zh' ? '：' : ': '
  return begin + colon + clauses.join(words.clauseComma) + words.end
}

/** In which scenarios the verdicts are others; null where there are no others to speak of. */
export function otherSentences(model: Model, judged: readonly Judged[], main: Judged, style: Style): string | null {
  const words = reportWords[style.language]
  const others = judged.filter((each) => each !== main)
  if (others.length === 0 || main.targets.length === 0) return null
  const usual = pattern(main)
  const different = new Map<string, Judged[]>()
  for (const each of others) {
    const key = pattern(each)
    if (key !== usual) different.set(key, [...(different.get(key) ?? []), each])
  }
  const groups = [...different.values()].map((alike) =>
    words.group({
      scenarios: alike.map(({ scenario }) => nameOf(scenario, style.language)).join(words.nameComma),
      said: outcome(model, alike[0]?.targets ?? [], style),
    }),
  )
  const same = others.length - [...different.values()].flat().length
  return [
    ...(groups.length === 0 ? [] : [words.otherwise(groups.join(words.clauseComma))]),
    ...(same === 0 ? [] : [words.theSame(same, groups.length === 0)]),
  ].join(style.language === 'zh' ? '' : ' ')
}

function countsOf(targets: readonly TargetResult[]): Counts {
  const count = (verdict: TargetResult['verdict']) => targets.filter((each) => each.verdict === verdict).length
  return { met: count('met'), missed: count('missed'), undetermined: count('undetermined') }
}

function pattern({ targets }: Judged): string {
  return targets.map(({ verdict }) => verdict).join()
}

function outcome({ plan }: Model, targets: readonly TargetResult[], { language }: Style): string {
  const words = reportWords[language]
  const met = targets.filter(({ verdict }) => verdict === 'met')
  if (met.length === targets.length) return words.allMet
  if (met.length === 0) return words.counted(countsOf(targets))
  return words.someMet(met.map(({ target }) => targetName(plan, target, language)).join(words.nameComma))
}

/** `营业收入 7,907 亿元，差 2,093 亿元，即 20.9%（目标 > 1 万亿元）` */
function clauseOf(model: Model, result: TargetResult, showsYear: boolean, style: Style): string {
  const { language, digits } = style
  const words = reportWords[language]
  const { target, value } = result
  const unit = indicatorUnit(model, target)
  const format = comparingFormat(unit, [value], target.threshold, digits)
  const name = targetName(model.plan, target, language) + (showsYear ? words.inYear(target.year) : '')
  const gap = words.against({
    condition: saidCondition(model, target, style),
    gap: gapText(result, unit, format, style),
  })
  return words.clause({ name, value: saidAmount(formatValue(value, format, language), value, unit, language), gap })
}

function gapText(
  { target, gap, verdict }: TargetResult,
  unit: string | null,
  format: ReturnType<typeof comparingFormat>,
  { language, digits }: Style,
): string {
  const words = reportWords[language]
  if (gap === null) return words.noNumber
  // As verdicts do, see equalityTolerance: what is equal is neither ahead nor short.
  if (Math.abs(gap) <= 1e-9 * Math.abs(target.threshold))
    return verdict === 'met' ? words.exactlyMet : words.exactlyMissed
  const difference = formatDifference(Math.abs(gap), format, language).replace(/^\+/, '')
  const size = saidAmount(difference, gap, unit, language)
  const share = target.threshold === 0 || format.isRate ? null : Math.abs(gap / target.threshold)
  const amount =
    share === null ? size : words.percentOf(size, formatValue(share, formatOf('1', [share], digits), language))
  const isFloor = target.op === '>' || target.op === '>='
  if (verdict === 'met') return isFloor ? words.beyond(amount) : words.under(amount)
  return isFloor ? words.short(amount) : words.over(amount)
}
