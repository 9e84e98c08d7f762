/** How much of a result rests on which grade, in one line. */

import type { Provenance } from '../analyses/provenance.ts'
import type { Model } from '../model/types.ts'
import { GRADES, type Grade } from '../plan/types.ts'
import type { Glyphs } from './glyphs.ts'
import { type Language, messages } from './messages.ts'
import { variableName } from './names.ts'
import { formatNumber, formatPercent, roundedParts } from './numbers.ts'
import { type Cell, cell } from './table.ts'

export type ProvenanceStyle = { readonly language: Language; readonly glyphs: Glyphs }

/** Provenance of several projections as one: the baseline is theirs in common, their assumptions are counted together. */
export function combined(parts: readonly Provenance[]): Provenance {
  const assumptions: Record<Grade, number> = { official: 0, press: 0, derived: 0, assumed: 0 }
  for (const part of parts) for (const grade of GRADES) assumptions[grade] += part.assumptions[grade]
  return { baseline: parts[0]?.baseline ?? null, assumptions }
}

/** `2022 revenue: 61% derived, 39% assumed · 124 assumptions: 40 derived, 84 assumed` */
export function provenanceLine(model: Model, { baseline, assumptions }: Provenance, style: ProvenanceStyle): Cell {
  const { language, glyphs } = style
  const words = messages(language)
  const parts: string[] = []
  const variable = baseline === null ? undefined : model.variables[baseline.variable]
  if (baseline !== null && variable !== undefined) {
    const shares = roundedParts(
      GRADES.map((grade) => baseline.shares[grade]),
      2,
      1,
    ).parts
    const texts = GRADES.map((grade, i) => graded(formatPercent(shares[i] ?? 0, 0), grade, language))
    const bySector = listed(texts, baseline.shares, language)
    const { control } = baseline
    const rests = control === null ? bySector : words.withControl(words.grades[control], bySector)
    parts.push(words.baselineRests(baseline.year, variableName(model, variable, language), rests))
  }
  const count = GRADES.reduce((sum, grade) => sum + assumptions[grade], 0)
  const texts = GRADES.map((grade) => graded(formatNumber(assumptions[grade], 0), grade, language))
  parts.push(
    count === 0
      ? words.nothingAssumed
      : words.assumptionsRest(formatNumber(count, 0), listed(texts, assumptions, language)),
  )
  return cell(parts.join(glyphs.separator), 'quiet')
}

function graded(amount: string, grade: Grade, language: Language): string {
  const word = messages(language).grades[grade]
  return language === 'zh' ? `${word} ${amount}` : `${amount} ${word}`
}

/** Only grades that something rests on. */
function listed(texts: readonly string[], amounts: Readonly<Record<Grade, number>>, language: Language): string {
  return texts.filter((_, i) => amounts[GRADES[i] ?? 'assumed'] > 0).join(messages(language).listComma)
}
