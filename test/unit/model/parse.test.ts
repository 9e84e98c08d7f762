import { describe, expect, test } from 'vitest'
import { type Expression, formatExpression } from '../../../src/model/expression.ts'
import { type FormulaFault, loadParser } from '../../../src/model/parse.ts'
import { problemTexts } from '../../../src/plan/catalogue.ts'

const parse = await loadParser()

function tree(text: string): Expression {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.code}`)
  return parsed.expression
}

function fault(text: string): FormulaFault {
  const parsed = parse(text)
  if (parsed.ok) throw new Error(`${text} was taken: ${formatExpression(parsed.expression)}`)
  return parsed.fault
}

describe('what is written as people write it', () => {
  test.each([
    ['5% + 1%', '0.05 + 0.01'],
    ['10% + 1', '0.1 + 1'],
    ['3‰', '0.003'],
    ['2pp', '0.02'],
    ['１００％', '1'],
    ['7.5％ × 2', '0.075 * 2'],
    ['营业收入 * (1 + 增速)', '营业收入 * (1 + 增速)'],
    ['a ≥ b and not c', 'a >= b and not c'],
    ['(a - b) - c', 'a - b - c'],
    ['a - (b - c)', 'a - (b - c)'],
    ['-2^2', '-2 ^ 2'],
    ['(-2)^2', '(-2) ^ 2'],
    ['2^3^2', '2 ^ 3 ^ 2'],
    ['(2^3)^2', '(2 ^ 3) ^ 2'],
    ['a ? b : c ? d : e', 'a ? b : c ? d : e'],
    ['lag(x)', 'lag(x)'],
    ['lag(x, 2)', 'lag(x, 2)'],
    ['lag(a / b)', 'lag(a) / lag(b)'],
    ['lag(lag(x))', 'lag(x, 2)'],
    ['lag(year)', 'year - 1'],
    ['linked(output, domestic)', 'linked(output, domestic)'],
    ['sum(revenue)\n  / 2', 'sum(revenue) / 2'],
  ])('%s reads as %s', (text, expected) => {
    expect(formatExpression(tree(text))).toBe(expected)
  })

  test('a percentage is the double a reader expects: 8% is 0.08, 7% is 0.07', () => {
    for (const percent of [7, 8, 14, 28, 29, 55, 57, 58]) {
      expect(tree(`${percent}%`)).toEqual({ kind: 'number', value: percent / 100 })
    }
  })
})

/** What the author is told. */
function messageOf({ code, words }: FormulaFault): string {
  return problemTexts[code].en.replace(/\{(\w+)\}/g, (_, name: string) => String(words[name]))
}

describe('what is refused, by name', () => {
  test.each([
    ['2x', 'formula-product'],
    ['a b', 'formula-product'],
    ['1_000', 'formula-product'],
    ['(a)(b)', 'formula-product'],
    ['1e400', 'formula-number'],
    ['a mod b', 'formula-construct'],
    ['a < b < c', 'formula-construct'],
    ['x!', 'formula-construct'],
    ['1:3', 'formula-construct'],
    ['lag(x, 0)', 'formula-lag'],
    ['lag(x, 1.5)', 'formula-lag'],
    ['lag(x, n)', 'formula-lag'],
    ['clamp(x, 1)', 'formula-arguments'],
    ['sum', 'formula-arguments'],
    ['summe(x)', 'unknown-function'],
    ['1 +', 'formula-syntax'],
    ['(1', 'formula-syntax'],
    ['', 'formula-construct'],
  ])('%s is %s', (text, code) => {
    expect(fault(text).code).toBe(code)
  })

  test('an unknown function suggests the known one', () => {
    expect(fault('smu(x)').suggestion).toBe('sum')
  })

  test('the caret stands under the function that is meant', () => {
    expect(fault('0.62 * gdpp(x)')).toMatchObject({ start: 7, length: 4 })
  })
})

// Constructs by which formula languages have been made to run code, change their host, or hang, and what the message names.
const hostile: readonly (readonly [text: string, named: string])[] = [
  ['import({})', '{'],
  ['config({relTol: 0.5})', '{'],
  ['evaluate("1")', '"'],
  ['parse("1")', '"'],
  ['createUnit("x")', '"'],
  ['simplify("x")', '"'],
  ['derivative("x", "x")', '"'],
  ['f(x) = f(x)', '='],
  ['x = 1', '='],
  ['a = b = 1', '='],
  ['cos.constructor("return process")()', '"'],
  ['x.constructor', '.'],
  ['x["constructor"]', '['],
  ['__proto__', '__proto__'],
  ['"a".constructor', '"'],
  ['[1, 2, 3]', '['],
  ['[1:1000000000]', '['],
  ['zeros(1e9)', 'zeros'],
  ['ones(9999, 9999)', 'ones'],
  ['1:1e9', ':'],
  ['{a: 1}', '{'],
  ['{"__proto__": 1}', '{'],
  ['ans', ''],
  ['end', ''],
  ['i', ''],
  ['x[1]', '['],
  ['x.y', '.'],
  ['true', 'true'],
  ['null', 'null'],
  ['undefined', 'undefined'],
  ['NaN', 'NaN'],
  ['Infinity', 'Infinity'],
  ['typed("a", 1)', '"'],
  ['chain(1)', 'chain'],
  ['help(sin)', 'help'],
  ['print("$a", {})', '"'],
  ['format(1)', 'format'],
  ['unit("5cm")', '"'],
  ['5 cm', 'two values'],
  ['bignumber(1)', 'bignumber'],
  ['x; y', ';'],
  ['x\n y', 'two values'],
  ['1 # comment', '#'],
  ["x ' y", "'"],
  ['`x`', '`'],
  ['$x', '$'],
  ['x @ y', '@'],
  ['a ? b', 'b'],
  ['~x', '~'],
  ['a | b', '|'],
  ['a & b', '&'],
  ['a << 99', '<<'],
  ['reviver()', 'reviver'],
  [`${'('.repeat(20_000)}1${')'.repeat(20_000)}`, '1000'],
  [`${'1+'.repeat(100_000)}1`, '1000'],
  [`${'-'.repeat(900)}1`, '-'],
  [`${'sin('.repeat(70)}1${')'.repeat(70)}`, '64'],
]

describe('a formula from a stranger can neither run code nor hang', () => {
  // Names that are merely unknown are left to the model, which refuses what the plan does not define.
  const names = new Set(['__proto__', 'ans', 'end', 'i', 'undefined', 'constructor', 'prototype'])
  test.each(hostile.map(([text, named]) => [text.slice(0, 40), text, named]))('%s', (_, text, named) => {
    const parsed = parse(text)
    if (parsed.ok) {
      expect(names.has(text) ? parsed.expression : text).toEqual({ kind: 'variable', name: text, years: 0 })
    } else expect(messageOf(parsed.fault)).toContain(named)
  })

  test('each of them is refused in few steps: nothing is evaluated, and no text over 1000 characters is parsed', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(38)
    expect(fault('1+'.repeat(500)).code).not.toBe('formula-too-long')
    expect(fault(`${'1+'.repeat(500)}1`).code).toBe('formula-too-long')
  })
})
