/**
 * Logarithmic mean Divisia index: the change of a sum of products, factor by factor, without a rest.
 *
 *     V = Σ over terms k of Π over factors i of x[i,k]
 *     contribution of factor i in term k = L(v[k] after, v[k] before) · ln(x[i,k] after / x[i,k] before)
 *
 * @source Ang 2004, Energy Policy 32 (additive LMDI-I); Ang 2015, Energy Policy 86
 */

/**
 * Logarithmic mean of two numbers of the same sign: (a − b) / ln(a / b), and a where they are equal.
 *
 * @example logarithmicMean(50, 10) // 24.853…
 */
export function logarithmicMean(a: number, b: number): number {
  const difference = a - b
  if (difference === 0) return a
  return difference / logarithmOfRatio(a, b)
}

/** ln(a / b), exact in its leading digits also where a and b are nearly equal. */
function logarithmOfRatio(a: number, b: number): number {
  const relative = (a - b) / b
  return Math.abs(relative) < 0.5 ? Math.log1p(relative) : Math.log(a / b)
}

/** A factor of one term in both states; `exponent` is −1 for a divisor. */
export type FactorChange = { readonly before: number; readonly after: number; readonly exponent: number }

/** One term of the sum: its value in both states, and its factors, whose product it is (up to a constant). */
export type TermChange = { readonly before: number; readonly after: number; readonly factors: readonly FactorChange[] }

/**
 * What each factor contributes to the change of a term.
 *
 * @returns one number a factor; all 0 for a term that is 0 in both states (a sector that is not there); null where a
 *   factor is zero or changes its sign, so that its logarithm does not exist
 */
export function lmdiOfTerm({ before, after, factors }: TermChange): number[] | null {
  if (before === 0 && after === 0) return factors.map(() => 0)
  if (!factors.every(hasLogarithm) || !hasLogarithm({ before, after })) return null
  const weight = logarithmicMean(after, before)
  return factors.map((factor) => weight * factor.exponent * logarithmOfRatio(factor.after, factor.before))
}

/** Is there a logarithm of after / before? */
export function hasLogarithm({ before, after }: Pick<FactorChange, 'before' | 'after'>): boolean {
  return (before > 0 && after > 0) || (before < 0 && after < 0)
}
