/** Many lanes at once are as many projections: what a simulation or a sweep computes is what `project` prints. */

import { describe, expect, test } from 'vitest'
import { at, type Block, createWorkspace, emptyBlock, fill } from '../../src/model/blocks.ts'
import { evaluate } from '../../src/model/evaluate.ts'
import { inputsOf } from '../../src/model/inputs.ts'
import type { Model } from '../../src/model/types.ts'
import { modelOf } from '../support/plan.ts'

const plans: readonly { name: string; vary: string; files: Record<string, string> }[] = [
  {
    name: 'a projection by sector',
    vary: 'growth',
    files: {
      'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\nC,2024,0\n',
      'growth.csv': 'sector,year,growth\n*,2025-2028,5%\nB,2026,0.1 + 0.0001 * sum(revenue)\n',
    },
  },
  {
    name: 'equations solved together, nonlinear, tied by a sum',
    vary: 'propensity',
    files: {
      'baseline.csv': 'variable,sector,year,value\ninvestment,total,2024,200\nweight,A,2024,1\nweight,B,2024,2\n',
      'assumptions.csv': [
        'variable,sector,year,value',
        'propensity,A,*,0.3',
        'propensity,B,*,0.4',
        'investment,total,2025-2026,250',
      ].join('\n'),
      'equations.csv': [
        'variable,formula',
        'consumption,propensity * income ^ 0.95',
        'income,sum(consumption) + investment',
        'price,1 + 0.001 * price * income / (1 + price)',
      ].join('\n'),
    },
  },
  {
    name: 'equations solved together, sector by sector',
    vary: 'pull',
    files: {
      'baseline.csv': 'variable,sector,year,value\nx,A,2024,1\nx,B,2024,2\n',
      'assumptions.csv': 'variable,sector,year,value\npull,A,2025-2026,0.5\npull,B,2025-2026,0.25\n',
      'equations.csv': 'variable,formula\nx,lag(x) + pull * y\ny,exp(-x) + 0.5 * cos(y)\n',
    },
  },
]

const lanes = 7
const shift = (lane: number) => (lane - 3) / 100

/** What the rows give for one variable, moved by a different amount in every lane. */
function moved(model: Model, given: Block, amounts: readonly number[]): Block {
  const workspace = createWorkspace({ sectors: model.plan.sectors.length, lanes: amounts.length })
  const block = emptyBlock(workspace, given.sectorStride !== 0, true)
  fill(workspace, block, (sector, lane) => at(given, sector, 0) + (amounts[lane] as number))
  return { ...block, temporary: false }
}

describe('law: a lane is a projection of its own', () => {
  test.each(plans)('$name', async ({ vary, files }) => {
    const model = await modelOf(files)
    const inputs = inputsOf(model, 0)
    const variable = model.variableByName.get(vary)
    const run = (amounts: readonly number[]) =>
      evaluate(model, inputs, amounts.length, (index, _, given) =>
        index === variable ? moved(model, given, amounts) : given,
      )
    const together = run(Array.from({ length: lanes }, (_, lane) => shift(lane)))
    for (let lane = 0; lane < lanes; lane++) {
      const alone = run([shift(lane)])
      model.variables.forEach(({ index, level }) => {
        model.timeline.forEach((_, t) => {
          for (let sector = 0; sector < (level === 'total' ? 1 : model.plan.sectors.length); sector++) {
            const [one, many] = [alone, together].map(({ blocks }) => blocks[index]?.[t])
            if (one === undefined || many === undefined) throw new Error('no block')
            expect(at(many, sector, lane)).toBe(at(one, sector, 0))
          }
        })
      })
    }
    expect(together.failures).toEqual([])
    const last = model.timeline.length - 1
    for (const index of model.results) expect(together.blocks[index]?.[last]?.data.every(Number.isFinite)).toBe(true)
  })
})
