/** Every target in every scenario: a bar against its threshold, the value, the gap, and the verdict in words. */

import type { TargetResult } from '../../analyses/targets.ts'
import type { Model } from '../../model/types.ts'
import type { Target } from '../../plan/types.ts'
import { attributes, escaped } from '../html/escape.ts'
import { messages } from '../messages.ts'
import { indicatorUnit, nameOf, targetName } from '../names.ts'
import { gauge, gaugeRange } from '../plot/gauge.ts'
import type { Style } from '../projection.ts'
import { comparingFormat, formatDifference, formatValue } from '../quantities.ts'
import type { Judged } from '../verdicts.ts'
import { reportWords } from '../words-report.ts'
import { conditionOf } from './verdict.ts'

/**
 * What stands in the card of each target.
 *
 * @param main  the scenario in bold type
 */
export function gaugeCards(model: Model, judged: readonly Judged[], main: Judged['scenario'], style: Style): string[] {
  return model.plan.targets.map((target, k) => {
    const results = judged.map(({ scenario, targets }) => ({ scenario, result: targets[k] }))
    return card(model, target, results, main, style)
  })
}

/** Cards beside each other where there is room. */
export function cardsHtml(cards: readonly string[], id: string | null = null): string {
  const items = cards.map((card) => `<div class="card">\n${card}\n</div>`)
  return `<div${attributes({ id, class: 'cards' })}>\n${items.join('\n')}\n</div>`
}

type Result = { readonly scenario: Judged['scenario']; readonly result: TargetResult | undefined }

function card(
  model: Model,
  target: Target,
  results: readonly Result[],
  main: Judged['scenario'],
  style: Style,
): string {
  const { language, glyphs, digits } = style
  const words = reportWords[language]
  const all = messages(language)
  const values = results.map(({ result }) => result?.value ?? null)
  const format = comparingFormat(indicatorUnit(model, target), values, target.threshold, digits)
  const range = gaugeRange(values, target.threshold)
  const heading = words.targetIn({
    name: targetName(model.plan, target, language),
    condition: conditionOf(model, target, style),
    year: target.year,
  })
  const rows = results.map(({ scenario, result }) => {
    const { value = null, gap = null, verdict = 'undetermined' } = result ?? {}
    const said = `${glyphs.verdicts[verdict]} ${all.verdicts[verdict]}`
    return `<tr${attributes({ class: scenario === main ? 'main' : null })}>
<th scope="row">${escaped(nameOf(scenario, language))}</th>
<td class="bar">${gauge(value, target.threshold, range, verdict)}</td>
<td class="number">${escaped(formatValue(value, format, language))}<br><span class="quiet">${escaped(formatDifference(gap, format, language))}</span></td>
<td class="verdict ${verdict}">${escaped(said)}</td>
</tr>`
  })
  return `<h3>${escaped(heading)}</h3>
<table class="gauges">
<caption>${escaped(words.gaugesOf(heading))}</caption>
<thead><tr><th scope="col">${all.scenario}</th><th scope="col">${words.gauge}</th><th scope="col">${all.value}${all.listComma}${all.gap}</th><th scope="col">${all.verdict}</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}
