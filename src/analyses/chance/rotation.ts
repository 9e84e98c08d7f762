/**
 * Latents turned so that the first few run along given directions: the important ones come first, where the points of a
 * Sobol' sequence are best. A product of Householder reflections, so that a draw costs a few passes over its latents,
 * and the latents stay independent standard normals.
 *
 *     z = H₁ · H₂ · … · y        Hₖ = I − 2 v vᵀ / vᵀv
 *
 * @source Imai & Tan 2006, A general dimension reduction technique for derivative pricing; Golub & Van Loan 2013, §5.2
 */

/** Turn `latents` (rows of `lanes` numbers, one a latent) in place, for the first `count` lanes. */
export type Rotation = (latents: Float64Array, lanes: number, count: number) => void

/**
 * @param directions  in order of importance, each as long as there are latents; ones that add nothing new are skipped
 * @param order  the latent that stands at each place before the turn: `order[0]` is to run along the first direction
 */
export function rotationTo(directions: readonly Float64Array[], order: readonly number[]): Rotation {
  const reflectors = reflectorsOf(directions, order)
  const dots = new Map<number, Float64Array>()
  return (latents, lanes, count) => {
    const dot = dots.get(lanes) ?? new Float64Array(lanes)
    dots.set(lanes, dot)
    for (let k = reflectors.length - 1; k >= 0; k--)
      reflect(reflectors[k] as Float64Array, order, latents, lanes, count, dot)
  }
}

/** Householder vectors by place, scaled to a length of √2. */
function reflectorsOf(directions: readonly Float64Array[], order: readonly number[]): Float64Array[] {
  const reflectors: Float64Array[] = []
  for (const direction of directions) {
    const first = reflectors.length
    const column = Float64Array.from(order, (latent) => direction[latent] as number)
    const length = Math.hypot(...column)
    if (!(length > 0)) continue
    for (const reflector of reflectors) mirror(reflector, column)
    let rest = 0
    for (let place = first; place < column.length; place++) rest += (column[place] as number) ** 2
    // Nearly within the span of the directions before it.
    if (first >= column.length || Math.sqrt(rest) < 1e-6 * length) continue
    const reflector = column.fill(0, 0, first)
    const lead = reflector[first] as number
    reflector[first] = lead + (lead < 0 ? -1 : 1) * Math.sqrt(rest)
    const scale = Math.SQRT2 / Math.hypot(...reflector)
    reflectors.push(reflector.map((each) => each * scale))
  }
  return reflectors
}

/** x − v (v·x), with v of length √2. */
function mirror(reflector: Float64Array, column: Float64Array): void {
  const dot = reflector.reduce((sum, each, place) => sum + each * (column[place] as number), 0)
  for (let place = 0; place < column.length; place++) {
    column[place] = (column[place] as number) - (reflector[place] as number) * dot
  }
}

function reflect(
  reflector: Float64Array,
  order: readonly number[],
  latents: Float64Array,
  lanes: number,
  count: number,
  dot: Float64Array,
): void {
  dot.fill(0, 0, count)
  for (let place = 0; place < order.length; place++) {
    const weight = reflector[place] as number
    if (weight === 0) continue
    const start = (order[place] as number) * lanes
    for (let lane = 0; lane < count; lane++)
      dot[lane] = (dot[lane] as number) + weight * (latents[start + lane] as number)
  }
  for (let place = 0; place < order.length; place++) {
    const weight = reflector[place] as number
    if (weight === 0) continue
    const start = (order[place] as number) * lanes
    for (let lane = 0; lane < count; lane++) {
      latents[start + lane] = (latents[start + lane] as number) - weight * (dot[lane] as number)
    }
  }
}
