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

/** From −π to π. */
export function argument([real, imaginary]: Complex): number {
  return Math.atan2(imaginary, real)
}
