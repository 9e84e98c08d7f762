/** Remarks on cells: what a number stands for. */

import { distributionText } from '../../analyses/diff-cells.ts'
import type { Given, Spread } from '../../model/given.ts'
import type { Layout } from './layout.ts'

/** Of a cell that is a distribution: how it is written; null for any other. */
export function spreadNote(layout: Layout, given: Given, cell: number): string | null {
  const spread = given.spreads.get(cell)
  return spread === undefined ? null : spreadText(layout, spread)
}

export function spreadText({ words }: Layout, { distribution, scale, shift }: Spread): string {
  const scaled = scale === 1 ? '' : ` × ${scale}`
  const moved = shift === 0 ? '' : ` ${shift < 0 ? '−' : '+'} ${Math.abs(shift)}`
  return words.stands(`${distributionText(distribution)}${scaled}${moved}`)
}
