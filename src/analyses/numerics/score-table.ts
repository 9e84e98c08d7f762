/** Smooth functions of a standard normal score from tables: a few nanoseconds where the function itself takes many. */

/** Value of a function at a score, and its first two derivatives by the score. */
export type Jet = { readonly value: number; readonly first: number; readonly second: number }

/** Values of `scores[from …]`, `count` of them, written to `out[at …]`. */
export type FillValues = (scores: Float64Array, from: number, count: number, out: Float64Array, at: number) => void

/** Scores beyond ±8, one in 10¹⁵, are worked out one by one. */
const FARTHEST = 8
const PER_UNIT = 16
const PIECES = 2 * FARTHEST * PER_UNIT
/** Six coefficients, whether they are there, and an empty place. */
const STRIDE = 8
const IS_BUILT = 6

/**
 * A table of a function: between scores 1/16 apart the polynomial of degree 5 that has the value and both derivatives
 * at either end. The error is that of the sixth derivative times 1.3e-12. A piece is worked out when it is first needed,
 * and nothing is allocated after that.
 *
 * @source Hermite interpolation: Davis 1975, Interpolation and Approximation, §2.5 (the error is f⁽⁶⁾ h⁶ / 46080)
 */
export function createScoreTable(jetAt: (score: number) => Jet): FillValues {
  const pieces = new Float64Array(PIECES * STRIDE)
  const nodes = new Map<number, Jet>()
  const nodeAt = (node: number): Jet => {
    const jet = nodes.get(node) ?? jetAt(node / PER_UNIT - FARTHEST)
    nodes.set(node, jet)
    return jet
  }
  return (scores, from, count, out, at) => {
    for (let i = 0; i < count; i++) {
      const score = scores[from + i] as number
      const place = (score + FARTHEST) * PER_UNIT
      if (!(place >= 0 && place < PIECES)) {
        out[at + i] = jetAt(score).value
        continue
      }
      const piece = place | 0
      const base = piece * STRIDE
      if (pieces[base + IS_BUILT] === 0) writePiece(pieces, base, nodeAt(piece), nodeAt(piece + 1))
      const t = place - piece
      const square = t * t
      const low = (pieces[base] as number) + t * (pieces[base + 1] as number)
      const middle = (pieces[base + 2] as number) + t * (pieces[base + 3] as number)
      const high = (pieces[base + 4] as number) + t * (pieces[base + 5] as number)
      out[at + i] = low + square * (middle + square * high)
    }
  }
}

/** The polynomial in t, from 0 at the left node to 1 at the right one. */
function writePiece(pieces: Float64Array, base: number, left: Jet, right: Jet): void {
  const first = left.first / PER_UNIT
  const half = left.second / PER_UNIT ** 2 / 2
  // What is left at the right node after the polynomial of degree 2 at the left one.
  const rest = right.value - left.value - first - half
  const restFirst = right.first / PER_UNIT - first - 2 * half
  const restHalf = right.second / PER_UNIT ** 2 / 2 - half
  pieces[base] = left.value
  pieces[base + 1] = first
  pieces[base + 2] = half
  pieces[base + 3] = 10 * rest - 4 * restFirst + restHalf
  pieces[base + 4] = -15 * rest + 7 * restFirst - 2 * restHalf
  pieces[base + 5] = 6 * rest - 3 * restFirst + restHalf
  pieces[base + IS_BUILT] = 1
}
