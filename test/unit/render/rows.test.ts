/** Rows as bytes hold what rows as text do, and every number as the engine writes it. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byteRows } from '../../../src/render/rows/bytes.ts'
import { type Frame, type Rows, textRows } from '../../../src/render/rows/rows.ts'

const seed = 20261126

function bytesFor(rows: number, longest = 100): Rows {
  const made = byteRows({ atOnce: 1 << 16, rows, codes: 3, longest })
  if (made === null) throw new Error('no WebAssembly with vectors here')
  return made
}

function taken(rows: Rows): string {
  const all = rows.take()
  return typeof all === 'string' ? all : Buffer.from(all).toString('utf8')
}

/** Each number as the bytes have it. */
function textsOf(values: Float64Array): string[] {
  const rows = bytesFor(values.length)
  rows.frame({ head: '', before: [...values].map(() => ''), behind: [' '], nothing: 'none', number: String })
  rows.values.set(values)
  rows.add('', values.length)
  return taken(rows).trimEnd().split(' ')
}

/** The double whose bits are these. */
function double(high: number, low: number): number {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setUint32(0, high)
  bits.setUint32(4, low)
  return bits.getFloat64(0)
}

const bits = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
  .map(([high, low]) => double(high, low))
/** 123.4, 0.0012, 5e-9: few digits, anywhere. */
const short = fc
  .tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: -330, max: 300 }))
  .map(([digits, exponent]) => Number(`${digits}e${exponent}`))
const powerOfTwo = fc.integer({ min: -1074, max: 1023 }).map((exponent) => 2 ** exponent)
const neighbour = powerOfTwo.chain((power) =>
  fc.constantFrom(power * (1 - Number.EPSILON / 2), power * (1 + Number.EPSILON)),
)
const finite = fc
  .oneof(bits, short, powerOfTwo, neighbour, fc.double({ min: -1e6, max: 1e6, noNaN: true }))
  .filter(Number.isFinite)

describe('a number as bytes', () => {
  test('any number stands as String(x) writes it, ECMA-262, Number::toString', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 200, maxLength: 200 }), (values) => {
        expect(textsOf(Float64Array.from(values))).toEqual(values.map((value) => String(value + 0)))
      }),
      { seed, numRuns: 500 },
    )
  })

  test('published hard cases: halfway, subnormal, at the ends of the exponents, and where a notation begins', () => {
    // David Gay's and Giulietti's: 2e-44 and 9e-265 are not their longer neighbours; 2^-1074 is 5e-324, not 4.9e-324.
    const texts = [
      '5e-324',
      '2.2250738585072014e-308',
      '1.7976931348623157e+308',
      '2e-44',
      '9e-265',
      '9007199254740992',
    ]
    const ends = ['0.000001', '1e-7', '1.5e-7', '100000000000000000000', '1e+21', '1.2e+21', '123456789012345680000']
    const halves = ['4.35', '0.1', '0.30000000000000004', '5e-8', '1.7e-9', '4503599627370495.5']
    const all = [...texts, ...ends, ...halves]
    expect(textsOf(Float64Array.from(all.map(Number)))).toEqual(all)
  })

  test('0 for −0, and what stands for no value for NaN and the infinities', () => {
    expect(textsOf(Float64Array.of(-0, Number.NaN, Infinity, -Infinity, -1.5))).toEqual([
      '0',
      'none',
      'none',
      'none',
      '-1.5',
    ])
  })
})

describe('rows as bytes and as text', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 })
  const frame = fc.record({
    head: text,
    before: fc.array(text, { minLength: 4, maxLength: 4 }),
    behind: fc.array(text, { minLength: 3, maxLength: 3 }),
    nothing: text,
  })
  const series = fc.record({
    name: text,
    values: fc.array(fc.double(), { minLength: 4, maxLength: 4 }),
    codes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
    after: text,
  })
  const tables = fc.array(fc.record({ frame, series: fc.array(series, { maxLength: 5 }) }), { maxLength: 5 })

  test('are the same, whatever the texts and the numbers', () => {
    fc.assert(
      fc.property(tables, (tables) => {
        const [bytes, texts] = [bytesFor(4), textRows(1 << 16, 4)]
        for (const { frame, series } of tables) {
          const full: Frame = { ...frame, number: (value) => String(value + 0) }
          for (const rows of [bytes, texts]) {
            rows.frame(full)
            for (const { name, values, codes, after } of series) {
              rows.values.set(values)
              rows.codes.set(codes)
              rows.add(name, 4)
              rows.text(after)
            }
          }
        }
        expect(taken(bytes)).toBe(Buffer.from(taken(texts)).toString('utf8'))
      }),
      { seed, numRuns: 300 },
    )
  })

  test('a text or a series longer than there is room for is refused, not cut', () => {
    const rows = bytesFor(2, 10)
    expect(() => rows.text('a text of twenty-four')).toThrow(RangeError)
    expect(() => rows.add('', 3)).toThrow(RangeError)
  })
})
