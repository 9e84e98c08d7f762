/** `export --to iamc`: projections as the models of the integrated assessment community exchange them. */

import type { Model } from '../model/types.ts'
import { PlanError } from '../plan/problem.ts'
import { TOTAL } from '../plan/types.ts'
import { dialectOf } from '../render/delimited.ts'
import { type IamcSeries, iamcSeries, sameName, writeIamc } from '../render/iamc.ts'
import { planTitle } from '../render/names.ts'
import type { Exporter } from './export.ts'
import type { RawOptions } from './options.ts'
import { dataOptions, warnOfFormulas, writeResult } from './result.ts'
import { chosenVariables } from './selection.ts'
import { usageProblem } from './usage.ts'

export const exportIamc: Exporter = async (context, { model, inputs }, run, raw) => {
  const { options } = context
  const labels = {
    model: textOf(raw, 'model') ?? 'yuce',
    region: textOf(raw, 'region') ?? planTitle(model.plan, 'en'),
  }
  const series = iamcSeries(model, chosenVariables(model, options.variables) ?? model.results)
  const alike = sameName(series)
  if (alike !== null) throw new PlanError([nameTaken(model, alike)])
  const dialect = dialectOf('csv', dataOptions(options))
  let formulas = 0
  await writeResult(context, inputs, async (write) => {
    formulas = await writeIamc(run.projections(), series, labels, options.layout === 'long', dialect, write)
  })
  await warnOfFormulas(context, 'csv', formulas)
}

/** @throws PlanError where it is empty: no cell of the index may be */
function textOf(raw: RawOptions, name: 'model' | 'region'): string | null {
  const text = raw[name]
  if (typeof text !== 'string') return null
  if (text.trim() !== '') return text.trim()
  const example = name === 'model' ? '--model yuce' : '--region Chongqing'
  const words = { option: `--${name}`, text }
  throw new PlanError([usageProblem('bad-option-value', words, { key: 'write', words: { example } })])
}

function nameTaken(model: Model, [one, other]: readonly [IamcSeries, IamcSeries]) {
  const address = ({ variable, sector }: IamcSeries) =>
    sector === TOTAL ? variable.name : `${variable.name}[${model.plan.sectors[sector]?.name ?? ''}]`
  return usageProblem('series-of-one-name', { text: one.name, first: address(one), second: address(other) })
}
