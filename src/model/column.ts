/** A variable in one year of a projection, for all of its sectors at once. */

import { GRADES, type Grade } from '../plan/types.ts'
import { type Block, literal } from './blocks.ts'
import { isBaseline } from './given.ts'
import { gradesOfProjection, type Projection, restsOnObserved } from './project.ts'
import type { Status } from './types.ts'

/** What `valueAt`, `statusAt` and `gradeAt` say of each sector: an array each instead of a call for every number. */
export type Column = {
  /** NaN or infinite: no value. The sector of a total is 0. */
  readonly block: Block
  /** Index into CODES, by sector. */
  readonly codes: Uint8Array
}

const STATUSES: readonly Status[] = ['baseline', 'projected']
const NO_GRADE = GRADES.length
const PER_STATUS = GRADES.length + 1

/** What a code says: status and grade; the grade is null where there is no value. */
export const CODES: readonly { readonly status: Status; readonly grade: Grade | null }[] = STATUSES.flatMap((status) =>
  [...GRADES, null].map((grade) => ({ status, grade })),
)

const none = literal(Number.NaN)

export function columnOf(projection: Projection, variable: number, year: number): Column {
  const { model, evaluation } = projection
  const t = year - (model.timeline[0] ?? 0)
  const block = evaluation.blocks[variable]?.[t] ?? none
  const width = model.variables[variable]?.level === 'total' ? 1 : model.plan.sectors.length
  const grades = gradesOfProjection(projection)[variable]?.[t] ?? new Uint8Array(width)
  const codes = statusesOf(projection, variable, year, width)
  for (let s = 0; s < width; s++) {
    const hasValue = Number.isFinite(block.data[block.offset + s * block.sectorStride])
    const grade = hasValue ? (grades[grades.length === 1 ? 0 : s] as number) : NO_GRADE
    codes[s] = (codes[s] as number) * PER_STATUS + grade
  }
  return { block, codes }
}

/** Index into STATUSES, by sector. */
function statusesOf(projection: Projection, variable: number, year: number, width: number): Uint8Array {
  const { model, inputs } = projection
  if (year <= model.baseYear && restsOnObserved(projection, variable)) return new Uint8Array(width)
  const statuses = new Uint8Array(width).fill(1)
  const given = inputs.given[variable] ?? null
  if (given === null) return statuses
  const first = (year - (model.timeline[0] ?? 0)) * given.width
  for (let s = 0; s < width; s++) {
    if (isBaseline(given.origins[first + (given.width === 1 ? 0 : s)] as number)) statuses[s] = 0
  }
  return statuses
}
