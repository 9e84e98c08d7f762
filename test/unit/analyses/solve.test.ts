import { describe, expect, test } from 'vitest'
import { growthVariables } from '../../../src/analyses/instruments.ts'
import { type Question, type Solution, solve } from '../../../src/analyses/solve.ts'
import type { Model } from '../../../src/model/types.ts'
import { readAddress } from '../../../src/plan/settings.ts'
import { modelOf } from '../../support/plan.ts'

const files = {
  'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\n',
  'growth.csv': 'sector,year,growth\nA,2025-2027,5%\nB,2025-2027,2%\n',
}

function targets(...conditions: string[]): string {
  const rows = conditions.map((each, i) => `t${i},${each}`)
  return `target,indicator,sector,year,op,value\n${rows.join('\n')}\n`
}

function solved(model: Model, vary: readonly string[], options: Partial<Question> = {}): Solution[] {
  const names = { variables: model.variables, sectors: model.plan.sectors }
  const instruments = vary.map((text) => {
    const address = readAddress(names, text)
    if ('code' in address) throw new RangeError(address.code)
    return address
  })
  return solve(model, 0, {
    targets: model.plan.targets,
    instruments,
    bounds: instruments.map(() => null),
    isLeast: false,
    weights: instruments.map(() => 1),
    ...options,
  })
}

describe('one assumption, one target', () => {
  test('a target below: the assumption falls', async () => {
    const model = await modelOf({ ...files, 'targets.csv': targets('revenue,A,2027,<=,110') })
    const [solution] = solved(model, ['growth[A,*]'])
    expect(solution).toMatchObject({ outcome: 'found', targets: [{ proof: { verdict: 'met' } }] })
    expect(solution?.instruments[0]?.change).toBeCloseTo(1.1 ** (1 / 3) - 1.05, 14)
  })

  test('one that is met at equality has no headroom', async () => {
    const model = await modelOf({ ...files, 'targets.csv': targets('revenue,A,2027,>=,115.7625') })
    expect(solved(model, ['growth[A,*]'])[0]).toMatchObject({ outcome: 'already-met', instruments: [{ change: 0 }] })
  })

  test('an assumption that has no part in it, one that stops short, and one that is not there', async () => {
    const model = await modelOf({ ...files, 'targets.csv': targets('revenue,A,2027,>=,500') })
    expect(solved(model, ['growth[B]'])[0]).toMatchObject({ outcome: 'unreachable', limit: 'no-effect' })
    const bounds = [{ low: -0.1, high: 0.1 }]
    const [short] = solved(model, ['growth[A]'], { bounds })
    expect(short).toMatchObject({
      outcome: 'unreachable',
      limit: 'high',
      instruments: [{ change: null, closest: 0.1 }],
    })
    expect(short?.targets[0]?.proof?.value).toBeCloseTo(100 * 1.15 ** 3, 9)
    expect(solved(model, ['growth[A,2030]'])[0]).toMatchObject({ outcome: 'unreachable', limit: 'nothing-to-vary' })
  })

  test('a cap inside the bounds: the nearest value, and the change that first reaches it', async () => {
    const model = await modelOf({
      'baseline.csv': 'variable,sector,year,value\nx,total,2024,1\n',
      'equations.csv': 'variable,formula\ny,"x * min(a, 7) - (a - 9)^2 / 100"\nx,lag(x)\n',
      'assumptions.csv': 'variable,sector,year,value\na,total,2025,3\n',
      'targets.csv': targets('y,,2025,>,8'),
    })
    const [solution] = solved(model, ['a'])
    expect(solution).toMatchObject({ outcome: 'unreachable', limit: 'inside' })
    expect(solution?.instruments[0]?.closest).toBeCloseTo(6, 6)
    expect(solution?.targets[0]?.proof?.value).toBeCloseTo(7, 12)
  })

  test('a formula in a cell that is solved with the equations is moved as --set moves it', async () => {
    const model = await modelOf({
      'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\n',
      'growth.csv': 'sector,year,growth\n*,2025,20% - 0.001 * total_revenue\n',
      'targets.csv': targets('total_revenue,,2025,>=,160'),
    })
    // T = 150·(1.2 + x − 0.001·T), so x = 160 / 150 − 1.2 + 0.16.
    const [solution] = solved(model, ['growth[*,2025]'])
    expect(solution).toMatchObject({ outcome: 'found' })
    expect(solution?.instruments[0]?.change).toBeCloseTo(160 / 150 - 1.2 + 0.16, 9)
  })

  test('no growth rate is taken below −100 %, whatever the bounds', async () => {
    const model = await modelOf({ ...files, 'targets.csv': targets('revenue,A,2027,<=,-10') })
    const [solution] = solved(model, ['growth[A]'], { bounds: [{ low: -9, high: 9 }] })
    expect(solution).toMatchObject({ outcome: 'unreachable', instruments: [{ bounds: { low: -1.05, high: 9 } }] })
  })
})

describe('several together', () => {
  test('as many as targets: each is hit, at the edge of a strict one too', async () => {
    const model = await modelOf({
      ...files,
      'targets.csv': targets('revenue,A,2026,>=,120', 'total_revenue,,2027,>,200'),
    })
    const [solution] = solved(model, ['growth[A,2025-2026]', 'growth[B,*]'])
    expect(solution).toMatchObject({ method: 'newton', outcome: 'found' })
    const [a, b] = solution?.instruments ?? []
    expect(a?.change).toBeCloseTo(Math.sqrt(1.2) - 1.05, 13)
    expect(b?.edge).toBeCloseTo(((200 - 120 * 1.05) / 50) ** (1 / 3) - 1.02, 13)
    expect(b?.change).toBeGreaterThan(b?.edge ?? 0)
  })

  test('all met: how far both may fall at once', async () => {
    const model = await modelOf({ ...files, 'targets.csv': targets('revenue,A,2027,>=,105', 'revenue,B,2027,>=,51') })
    const [solution] = solved(model, ['growth[A]', 'growth[B]'])
    expect(solution).toMatchObject({ outcome: 'already-met' })
    expect(solution?.instruments[0]?.change).toBeCloseTo(1.05 ** (1 / 3) - 1.05, 13)
    expect(solution?.instruments[1]?.change).toBeCloseTo(1.02 ** (1 / 3) - 1.02, 13)
  })

  test('the least change meets targets of two years, and leaves alone what has room', async () => {
    const model = await modelOf({ ...files, 'targets.csv': targets('revenue,A,2026,>=,120', 'revenue,B,2027,>=,40') })
    const [solution] = solved(model, ['growth[A,2025]', 'growth[A,2026]', 'growth[B]'], { isLeast: true })
    expect(solution).toMatchObject({ method: 'least', outcome: 'found' })
    const [first, second, third] = solution?.instruments ?? []
    // (1.05 + x)·(1.05 + y) = 1.2 is nearest to 0 where x = y.
    expect(first?.change).toBeCloseTo(Math.sqrt(1.2) - 1.05, 9)
    expect(second?.change).toBeCloseTo(Math.sqrt(1.2) - 1.05, 9)
    expect(third?.change).toBe(0)
  })
})

test('growth rates are what an equation grows a level by, whatever they are called', async () => {
  const model = await modelOf({
    'baseline.csv': 'variable,sector,year,value\nx,total,2024,1\n',
    'equations.csv': 'variable,formula\nx,lag(x) * (1 + g) * (1 + h / 100)\ny,x * (1 + vat)\n',
    'assumptions.csv': 'variable,sector,year,value\ng,total,2025,3\nh,total,2025,3\nvat,total,2025,3\n',
    'targets.csv': targets('y,,2025,>,8'),
  })
  expect(growthVariables(model).map((index) => model.variables[index]?.name)).toEqual(['g'])
})
