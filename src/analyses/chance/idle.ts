/** Correlations that nothing is drawn with: what they speak of is not uncertain. */

import type { Model } from '../../model/types.ts'
import { type Problem, problem } from '../../plan/problem.ts'
import { placeOf } from '../../plan/source.ts'
import { type Correlation, EVERY_SECTOR } from '../../plan/types.ts'
import type { Stream } from './copula.ts'
import { streamOf, type Uncertainty } from './uncertainty.ts'

/** @param uncertainties  of every scenario: a row may be meant for one of them */
export function idleCorrelations(model: Model, uncertainties: readonly Uncertainty[]): Problem[] {
  const { plan } = model
  const drawn = uncertainties.map(({ factors }) => {
    const streams = factors.map((factor) => streamOf(model, factor))
    return [...new Map(streams.map((each) => [each.name, each])).values()]
  })
  const idle = plan.correlations.filter(
    (row) => row.correlation !== 0 && !isSelf(row) && !drawn.some((streams) => tiesAny(row, streams)),
  )
  return idle.map(({ at }) => problem('correlation-idle', placeOf(plan.files, at), {}))
}

/** A sector with itself: what it says holds anyway. */
function isSelf({ variableB, sectorA, sectorB }: Correlation): boolean {
  return variableB === null && sectorA === sectorB && sectorA !== EVERY_SECTOR
}

function tiesAny({ variable, variableB, sectorA, sectorB }: Correlation, streams: readonly Stream[]): boolean {
  const meant = (family: string | null, sector: number) => (stream: Stream) =>
    (family === null || family === stream.family) && (sector === EVERY_SECTOR || sector === stream.sector)
  const others = streams.filter(meant(variableB ?? variable, sectorB))
  return streams
    .filter(meant(variable, sectorA))
    .some((a) => others.some((b) => a !== b && (variableB !== null || a.family === b.family)))
}
