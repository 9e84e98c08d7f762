/** Systems of linear equations. */

/**
 * Solve A·x = b by Gaussian elimination with partial pivoting on rows scaled to their largest entry.
 *
 * @param matrix A, row by row, n × n; left as it is
 * @param right  b, n long
 * @returns x, or null where A is singular to working precision or holds a value that is no number
 * @source Golub & Van Loan 2013, Matrix Computations, §3.4
 */
export function solveLinear(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const n = right.length
  const a = matrix.slice()
  const x = right.slice()
  const scale = Float64Array.from(right, (_, row) => largestOf(a.subarray(row * n, (row + 1) * n)))
  if (!scale.every((largest) => largest > 0 && Number.isFinite(largest))) return null
  for (let column = 0; column < n; column++) {
    const pivot = pivotRow(a, scale, n, column)
    if (pivot === null) return null
    if (pivot !== column) swapRows(a, x, scale, n, pivot, column)
    eliminate(a, x, n, column)
  }
  for (let row = n - 1; row >= 0; row--) {
    let rest = x[row] as number
    for (let k = row + 1; k < n; k++) rest -= (a[row * n + k] as number) * (x[k] as number)
    x[row] = rest / (a[row * n + row] as number)
  }
  return x.every(Number.isFinite) ? x : null
}

function largestOf(values: Float64Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** Take multiples of the pivot row from the rows below it, so that their entries in the column become 0. */
function eliminate(a: Float64Array, x: Float64Array, n: number, column: number): void {
  for (let row = column + 1; row < n; row++) {
    const factor = (a[row * n + column] as number) / (a[column * n + column] as number)
    if (factor === 0) continue
    for (let k = column; k < n; k++)
      a[row * n + k] = (a[row * n + k] as number) - factor * (a[column * n + k] as number)
    x[row] = (x[row] as number) - factor * (x[column] as number)
  }
}

function pivotRow(a: Float64Array, scale: Float64Array, n: number, column: number): number | null {
  let best = column
  let largest = 0
  for (let row = column; row < n; row++) {
    const size = Math.abs(a[row * n + column] as number) / (scale[row] as number)
    if (size > largest) {
      largest = size
      best = row
    }
  }
  return largest > 1e-14 ? best : null
}

function swapRows(a: Float64Array, x: Float64Array, scale: Float64Array, n: number, i: number, j: number): void {
  for (let k = 0; k < n; k++) {
    const held = a[i * n + k] as number
    a[i * n + k] = a[j * n + k] as number
    a[j * n + k] = held
  }
  for (const list of [x, scale]) {
    const held = list[i] as number
    list[i] = list[j] as number
    list[j] = held
  }
}
