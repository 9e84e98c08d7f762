/** Scores have the correlations that the plan states, and no others. */

import { describe, expect, test } from 'vitest'
import { scoreCorrelation } from '../../../../src/analyses/chance/uncertainty.ts'
import { correlationReader, drawn, type Files, uncertaintyIn } from '../../../support/chance.ts'

/** Sectors a, b, c … whose growth is uncertain in 2025 to 2027. */
function planOf(correlations: readonly string[], { persistence = 0, sectors = 'abc', more = '' } = {}): Files {
  const rows = [...sectors].map((sector) => `${sector},growth,2025-2027,"normal(5%, 2%)",${persistence}\n`)
  return {
    'baseline.csv': `sector,year,revenue\n${[...sectors].map((sector) => `${sector},2024,100\n`).join('')}`,
    'assumptions.csv': `sector,variable,year,value,persistence\n${rows.join('')}${more}`,
    'correlations.csv': `variable,sector_a,variable_b,sector_b,correlation\n${correlations.map((row) => `${row}\n`).join('')}`,
  }
}

async function correlationsOf(files: Files, repairs = false) {
  const uncertainty = await uncertaintyIn(files, { repairs })
  return correlationReader(uncertainty, scoreCorrelation(uncertainty))
}

/** A few roundings of a double. */
const ROUNDING = 1e-14

describe('within a year', () => {
  test('nothing stated: every number is drawn alone', async () => {
    const between = await correlationsOf(planOf([]))
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBe(0)
    expect(between('growth[a,2025]', 'growth[a,2026]')).toBe(0)
  })

  test.each([0.4, 1, 0.999, 1e-6])('every pair of sectors by %d', async (rho) => {
    const between = await correlationsOf(planOf([`growth,*,,*,${rho}`]))
    for (const [a, b] of ['ab', 'ac', 'bc']) {
      expect(Math.abs(between(`growth[${a},2026]`, `growth[${b},2026]`) - rho)).toBeLessThan(ROUNDING)
    }
    expect(between('growth[a,2025]', 'growth[b,2026]')).toBe(0)
  })

  test.each([-0.3, -0.5])('every pair by %d: three can be as far apart as −1/2', async (rho) => {
    const between = await correlationsOf(planOf([`growth,*,,*,${rho}`]))
    for (const [a, b] of ['ab', 'ac', 'bc']) {
      // At −1/2 the matrix is singular, and its last pivot counts as 0 below 1e-8.
      expect(Math.abs(between(`growth[${a},2026]`, `growth[${b},2026]`) - rho)).toBeLessThan(1e-8)
    }
  })

  test('a named pair wins over every pair, in whichever order it is written', async () => {
    const between = await correlationsOf(planOf(['growth,c,,a,0.7', 'growth,*,,*,0.2']))
    expect(between('growth[a,2025]', 'growth[c,2025]')).toBeCloseTo(0.7, 14)
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBeCloseTo(0.2, 14)
    expect(between('growth[b,2025]', 'growth[c,2025]')).toBeCloseTo(0.2, 14)
  })

  test('a sector against all others wins over every pair', async () => {
    const between = await correlationsOf(planOf(['growth,b,,*,-0.1', 'growth,*,,*,0.3']))
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBeCloseTo(-0.1, 14)
    expect(between('growth[b,2025]', 'growth[c,2025]')).toBeCloseTo(-0.1, 14)
    expect(between('growth[a,2025]', 'growth[c,2025]')).toBeCloseTo(0.3, 14)
  })

  test.each([1, -1])('two sectors that move as one, or against each other (%d), and a third by itself', async (rho) => {
    const between = await correlationsOf(planOf([`growth,a,,c,${rho}`]))
    expect(between('growth[a,2025]', 'growth[c,2025]')).toBe(rho)
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBe(0)
    const { values } = await drawn(planOf([`growth,a,,c,${rho}`]), { sampler: 'random' })
    values('growth[a,2025]').forEach((value, draw) => {
      expect((values('growth[c,2025]')[draw] as number) - 0.05).toBeCloseTo(rho * (value - 0.05), 14)
    })
  })

  test('two variables: of one sector, of two, of a sector and a total', async () => {
    const more =
      'a,rd_intensity,2025-2027,"normal(2%, 0.1%)",0\nb,rd_intensity,2025-2027,"normal(2%, 0.1%)",0\nc,rd_intensity,2025-2027,2%,0\ntotal,prices,2025-2027,"normal(2%, 1%)",0\n'
    const files = {
      ...planOf(['growth,a,rd_intensity,a,-0.2', 'growth,a,rd_intensity,b,0.3', 'growth,b,prices,total,0.6'], { more }),
      'equations.csv':
        'variable,formula\nrevenue,lag(revenue) * (1 + growth)\nrd,revenue * rd_intensity\nreal,revenue / (1 + prices)\n',
    }
    const between = await correlationsOf(files)
    expect(between('growth[a,2025]', 'rd_intensity[a,2025]')).toBeCloseTo(-0.2, 14)
    expect(between('growth[a,2025]', 'rd_intensity[b,2025]')).toBeCloseTo(0.3, 14)
    expect(between('growth[b,2025]', 'rd_intensity[a,2025]')).toBe(0)
    expect(between('growth[b,2026]', 'prices[2026]')).toBeCloseTo(0.6, 14)
    expect(between('rd_intensity[a,2025]', 'rd_intensity[b,2025]')).toBeCloseTo(0, 14)
  })

  test('a row without a variable is about every variable, and ties no two variables', async () => {
    const more =
      'a,rd_intensity,2025-2027,"normal(2%, 0.1%)",0\nb,rd_intensity,2025-2027,"normal(2%, 0.1%)",0\nc,rd_intensity,2025-2027,2%,0\n'
    const between = await correlationsOf(planOf([',*,,*,0.5', 'growth,a,,b,0.1'], { more }))
    expect(between('rd_intensity[a,2025]', 'rd_intensity[b,2025]')).toBeCloseTo(0.5, 14)
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBeCloseTo(0.1, 14)
    expect(between('growth[a,2025]', 'growth[c,2025]')).toBeCloseTo(0.5, 14)
    expect(between('growth[a,2025]', 'rd_intensity[a,2025]')).toBe(0)
  })

  test('a common part that leaves too little for a pair gives way to a matrix that can hold', async () => {
    // Less 0.6 in common a, b and c would be left with 0.4, 0.4 and −0.6 among them: −0.6 cannot be.
    const between = await correlationsOf(planOf(['growth,*,,*,0.6', 'growth,a,,b,0'], { sectors: 'abcd' }))
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBeCloseTo(0, 14)
    expect(between('growth[a,2025]', 'growth[c,2025]')).toBeCloseTo(0.6, 14)
    expect(between('growth[c,2025]', 'growth[d,2025]')).toBeCloseTo(0.6, 14)
  })

  test('and so does what else these are tied to', async () => {
    const more = [...'abcd'].map((sector) => `${sector},rd_intensity,2025-2027,"normal(2%, 0.1%)",0\n`).join('')
    const rows = ['growth,*,,*,0.6', 'growth,a,,b,0', 'rd_intensity,*,,*,0.5', 'growth,c,rd_intensity,c,0.3']
    const between = await correlationsOf(planOf(rows, { sectors: 'abcd', more }))
    const expected: readonly [string, string, number][] = [
      ['growth[a,2025]', 'growth[b,2025]', 0],
      ['growth[a,2025]', 'growth[c,2025]', 0.6],
      ['growth[b,2025]', 'growth[d,2025]', 0.6],
      ['rd_intensity[a,2025]', 'rd_intensity[d,2025]', 0.5],
      ['rd_intensity[b,2025]', 'rd_intensity[c,2025]', 0.5],
      ['growth[c,2025]', 'rd_intensity[c,2025]', 0.3],
      ['growth[c,2025]', 'rd_intensity[d,2025]', 0],
      ['growth[a,2025]', 'rd_intensity[a,2025]', 0],
    ]
    for (const [a, b, rho] of expected) expect(between(a, b), `${a} and ${b}`).toBeCloseTo(rho, 14)
  })

  test('projects of a sector by what they have in common, two of one sector too', async () => {
    const files = {
      ...planOf(['realisation,*,,*,0.5', 'realisation,a,,b,0.2']),
      'projects.csv':
        'project,sector,start,ramp,output,realisation\nx,a,2025,100%,10,"uniform(50%, 90%)"\ny,a,2026,100%,10,"uniform(50%, 90%)"\nz,b,2026,100%,10,"uniform(50%, 90%)"\n',
    }
    const between = await correlationsOf(files)
    expect(between('realisation[x]', 'realisation[y]')).toBeCloseTo(0.5, 14)
    expect(between('realisation[x]', 'realisation[z]')).toBeCloseTo(0.2, 14)
    expect(between('realisation[y]', 'realisation[z]')).toBeCloseTo(0.2, 14)
    expect(between('realisation[x]', 'growth[a,2025]')).toBe(0)
  })
})

describe('from year to year', () => {
  test.each([0, 0.5, 1])(
    'persistence %d is the correlation of one year with the next, its square over two',
    async (phi) => {
      const between = await correlationsOf(planOf(['growth,*,,*,0.4'], { persistence: phi }))
      expect(between('growth[a,2025]', 'growth[a,2026]')).toBeCloseTo(phi, 14)
      expect(between('growth[a,2026]', 'growth[a,2027]')).toBeCloseTo(phi, 14)
      expect(between('growth[a,2025]', 'growth[a,2027]')).toBeCloseTo(phi * phi, 14)
      // Equal persistence: the same correlation in every year, and φ of it with the next.
      expect(between('growth[a,2027]', 'growth[b,2027]')).toBeCloseTo(0.4, 14)
      expect(between('growth[a,2026]', 'growth[b,2027]')).toBeCloseTo(0.4 * phi, 14)
    },
  )

  test('numbers of two persistences correlate by less from year to year', async () => {
    const rho = 0.6
    const [phi, psi] = [0.9, 0.2]
    const files = planOf([`growth,*,,*,${rho}`], { sectors: 'ab', persistence: phi })
    const rows = files['assumptions.csv']?.replace(/(b,.*),0\.9/, `$1,${psi}`) ?? ''
    const between = await correlationsOf({ ...files, 'assumptions.csv': rows })
    let expected = rho
    for (const year of [2025, 2026, 2027]) {
      expect(between(`growth[a,${year}]`, `growth[b,${year}]`)).toBeCloseTo(expected, 14)
      expected = phi * psi * expected + Math.sqrt(1 - phi * phi) * Math.sqrt(1 - psi * psi) * rho
    }
  })

  test('a year that is certain in between ends the memory', async () => {
    const files = {
      'baseline.csv': 'sector,year,revenue\na,2024,100\n',
      'growth.csv':
        'sector,year,growth,persistence\na,2025,"normal(5%, 2%)",0.8\na,2026,5%,\na,2027,"normal(5%, 2%)",0.8\n',
    }
    const between = await correlationsOf(files)
    expect(between('growth[2025]', 'growth[2027]')).toBe(0)
  })
})

describe('correlations that cannot all hold', () => {
  const files = planOf(['growth,a,,b,1', 'growth,b,,c,1'])

  test('are refused, with the nearest that can: 0.7607 and 0.1573 (Higham 2002)', async () => {
    const { problems } = await uncertaintyIn(files).catch((error) => error)
    expect(problems).toMatchObject([{ code: 'correlations-impossible', file: 'correlations.csv', line: 2 }])
    // Two give way by the same, whichever is named first.
    expect(problems[0].words.nearest.split('; ').sort()).toEqual([
      'growth[a], growth[b]: 1 → 0.7607',
      'growth[a], growth[c]: 0 → 0.1573',
      'growth[b], growth[c]: 1 → 0.7607',
    ])
  })

  test('are drawn with as the nearest matrix has them, where that is asked for', async () => {
    const between = await correlationsOf(files, true)
    expect(between('growth[a,2025]', 'growth[b,2025]')).toBeCloseTo(0.7606898534, 9)
    expect(between('growth[b,2026]', 'growth[c,2026]')).toBeCloseTo(0.7606898534, 9)
    expect(between('growth[a,2027]', 'growth[c,2027]')).toBeCloseTo(0.1572981061, 9)
  })

  test('and so are the draws: within four standard errors of a correlation, (1 − ρ²)/√n', async () => {
    const draws = 20_000
    const { values } = await drawn(files, { sampler: 'random', draws, repairs: true })
    const expected = [
      ['a', 'b', 0.7606898534],
      ['b', 'c', 0.7606898534],
      ['a', 'c', 0.1572981061],
    ] as const
    for (const [a, b, rho] of expected) {
      const found = correlation(values(`growth[${a},2025]`), values(`growth[${b},2025]`))
      expect(Math.abs(found - rho)).toBeLessThan((4 * (1 - rho * rho)) / Math.sqrt(draws))
    }
  })

  test('leave alone what is no part of the contradiction', async () => {
    const between = await correlationsOf(
      planOf(['growth,a,,b,1', 'growth,b,,c,1', 'growth,d,,e,0.3'], { sectors: 'abcde' }),
      true,
    )
    expect(between('growth[d,2025]', 'growth[e,2025]')).toBeCloseTo(0.3, 14)
    expect(between('growth[a,2025]', 'growth[d,2025]')).toBe(0)
  })
})

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  a.forEach((value, i) => {
    const other = (b[i] as number) - mb
    ab += (value - ma) * other
    aa += (value - ma) ** 2
    bb += other ** 2
  })
  return ab / Math.sqrt(aa * bb)
}
