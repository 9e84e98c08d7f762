import { expect, test } from 'vitest'
import { projectionOf, reader } from '../../support/plan.ts'

test.each([
  ['2.5', 0, 3],
  ['-2.5', 0, -3],
  ['1.005', 2, 1.01],
  ['1234.5', -2, 1200],
  // Too small and too large for JavaScript to write without an exponent.
  ['0.0000004', 0, 0],
  ['0.00000044449', 8, 4.4e-7],
  ['0.00000044449', 30, 4.4449e-7],
  ['3e20', 2, 3e20],
  ['3e25', 0, 3e25],
])('round(%s, %d) is %d', async (value, digits, expected) => {
  const files = {
    'baseline.csv': 'sector,year,x0\nA,2024,0\n',
    'equations.csv': 'variable,formula\ny,"round(x, digits)"\n',
    'assumptions.csv': `variable,year,value\nx,2025,${value}\ndigits,2025,${digits}\n`,
  }
  expect(reader(await projectionOf(files))('y', 'A', 2025)).toBeCloseTo(expected, 14)
})
