/** `yuce track`: observed against required growth, target by target. */

import { observedOf } from '../analyses/observed.ts'
import { isOnTrack, track } from '../analyses/track.ts'
import { PlanError } from '../plan/problem.ts'
import { jsonResult } from '../render/json.ts'
import { trackData, trackDocument, trackRecord } from '../render/track.ts'
import type { Run } from './context.ts'
import { exitCodes } from './exit.ts'
import { loadModel, originOf } from './loading.ts'
import { isRead } from './options.ts'
import { documentText, formatOf, writeResult, writeTable } from './result.ts'
import { chosenScenarios } from './selection.ts'
import { styleOf } from './style.ts'
import { usageProblem } from './usage.ts'
import { readYear } from './years.ts'

export const trackProgress: Run = async (context, _, raw) => {
  const { options } = context
  const format = formatOf(options)
  const asOf = readYear(raw['asOf'], '--as-of', 2025)
  const loaded = await loadModel(context)
  const { model, inputs } = loaded
  if (model.plan.targets.length === 0) {
    throw new PlanError([usageProblem('no-targets', { option: "--target 'total_revenue > 10000 @ 2027'" })])
  }
  // Observations are those of every scenario; a name that is not there is still a slip of the pen.
  chosenScenarios(model.plan, options.scenarios)
  const rows = track(await observedOf(model), model.plan.baseYear, asOf)
  if (format === 'json') {
    const body = { asOf, rows: rows.map((each) => trackRecord(model, each)) }
    const text = jsonResult('track', await originOf(loaded), body, options.digits)
    await writeResult(context, inputs, (write) => write(text))
  } else if (isRead(format)) {
    const document = trackDocument(model, rows, asOf, styleOf(options))
    const text = await documentText(context, format, document)
    await writeResult(context, inputs, (write) => write(text))
  } else await writeTable(context, inputs, format, trackData(model, rows))
  return options.failOnMiss && !rows.every(({ status }) => isOnTrack(status)) ? exitCodes.no : exitCodes.done
}
