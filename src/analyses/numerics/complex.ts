/** Complex numbers, as pairs. */

export type Complex = readonly [real: number, imaginary: number]

export function add(a: Complex, b: Complex): Complex {
  return [a[0] + b[0], a[1] + b[1]]
}

export function subtract(a: Complex, b: Complex): Complex {
  return [a[0] - b[0], a[1] - b[1]]
}

export function multiply(a: Complex, b: Complex): Complex {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

/** @param b  not 0 */
export function divide(a: Complex, b: Complex): Complex {
  const scale = b[0] * b[0] + b[1] * b[1]
  return [(a[0] * b[0] + a[1] * b[1]) / scale, (a[1] * b[0] - a[0] * b[1]) / scale]
}

export function modulus([real, imaginary]: Complex): number {
  return Math.sqrt(real * real + imaginary * imaginary)
}

/**
 * The square root with a real part that is not negative, of a number of modulus 1.
 *
 * @example rootOfUnit([0, 1]) // [√½, √½]
 */
export function rootOfUnit([real, imaginary]: Complex): Complex {
  if (real > 0) {
    const root = Math.sqrt((1 + real) / 2)
    return [root, imaginary / (2 * root)]
  }
  // Near −1 the real part is what would cancel.
  const root = Math.sqrt((1 - real) / 2)
  return [Math.abs(imaginary) / (2 * root), imaginary < 0 ? -root : root]
}
