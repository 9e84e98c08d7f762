/** A number, written in the ways that people and spreadsheets write it, is read as that number. */

import { claim } from '../claims.ts'
import { planOf } from '../plans.ts'
import { type Target, textIn } from '../target.ts'

/** By name: how a decimal is written, and the decimal that is meant. */
const ways: ReadonlyMap<string, { readonly write: (digits: string) => string; readonly exponent: number }> = new Map([
  ['plain', { write: (digits) => digits, exponent: 0 }],
  ['full-width', { write: fullWidth, exponent: 0 }],
  ['grouped', { write: grouped, exponent: 0 }],
  ['spaced', { write: (digits) => `  ${digits}\u3000`, exponent: 0 }],
  ['亿', { write: (digits) => `${digits}亿`, exponent: 8 }],
  ['万元', { write: (digits) => `${digits}万元`, exponent: 4 }],
  ['万亿元', { write: (digits) => `${digits} 万亿元`, exponent: 12 }],
  ['bn CNY', { write: (digits) => `${digits} bn`, exponent: 9 }],
])

function fullWidth(digits: string): string {
  return digits.replace(/[-.\d]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

export const writtenNumbers: Target = {
  name: 'written-numbers',
  claim: 'a decimal with a scale, separators or full-width digits is the double nearest to what is written',
  generate: (random) => {
    const whole = String(random.below(random.pick([10, 1000, 1e6, 2 ** 32])))
    const fraction = random.list(random.below(12), () => random.below(10)).join('')
    const digits = fraction === '' ? whole : `${whole}.${fraction}`
    return [
      { name: 'digits', text: random.chance(0.2) ? `-${digits}` : digits },
      { name: 'way', text: random.pick([...ways.keys()]) },
    ]
  },
  check: (input) => {
    const digits = textIn(input, 'digits')
    const way = ways.get(textIn(input, 'way'))
    // What is made smaller may no longer be a decimal.
    if (way === undefined || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(digits)) return
    const table = `sector,year,revenue(元)\na,2024,"${way.write(digits)}"\n`
    const { plan } = planOf([{ name: 'baseline.csv', text: table }])
    const expected = Number(`${digits}e${way.exponent}`) + 0
    claim(
      Object.is(plan?.baseline.value[0], expected),
      `${way.write(digits)} is ${expected}, not ${plan?.baseline.value[0]}`,
    )
  },
}
