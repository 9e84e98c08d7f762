/** Evaluating again and again, block of draws by block of draws, gives what a fresh evaluation of each gives. */

import { describe, expect, test } from 'vitest'
import { uniform } from '../../src/analyses/numerics/threefry.ts'
import { type Block, createWorkspace } from '../../src/model/blocks.ts'
import { createEvaluator, type Evaluation, evaluate } from '../../src/model/evaluate.ts'
import { inputsOf } from '../../src/model/inputs.ts'
import { KERNEL_ROOM } from '../../src/model/kernel/kernel.ts'
import { createMemory } from '../../src/model/kernel/memory.ts'
import { createPlainKernel } from '../../src/model/kernel/plain.ts'
import { createKernel } from '../../src/model/kernel/vectors.ts'
import type { Variation } from '../../src/model/run.ts'
import type { Model } from '../../src/model/types.ts'
import { modelOf } from '../support/plan.ts'

const levels = 'sector,year,revenue\nA,2024,100\nB,2024,50\nC,2024,0\n'
const rows = (...lines: string[]) => ['variable,sector,year,value', ...lines].join('\n')
const equations = (...lines: string[]) => ['variable,formula', ...lines].join('\n')

/** `vary` is drawn: so many of its values are unlike the rows' in every lane and every block. */
const plans: readonly { name: string; vary: string; isFailing?: boolean; files: Record<string, string> }[] = [
  {
    name: 'the default equations, with formulas in cells that read what is drawn, and observed cells',
    vary: 'growth',
    files: {
      'baseline.csv': `${levels}B,2026,70\n`,
      'growth.csv': 'sector,year,growth\n*,2025-2028,5%\n',
      'assumptions.csv': rows('rd_intensity,*,2025-2028,2%', 'rd_intensity,B,2025-2028,0.1 * growth + 1%'),
    },
  },
  {
    name: 'every kind of operation, one formula without anything drawn, and an alias',
    vary: 'x',
    files: {
      'baseline.csv': rows('y,A,2024,1', 'y,B,2024,2'),
      'assumptions.csv': rows(
        'x,A,2025-2028,0.5',
        'x,B,2025-2028,2',
        'k,total,2025-2028,3',
        'weight,A,*,1',
        'weight,B,*,2',
      ),
      'linkages.csv': 'linkage,from,to,coefficient\nio,A,B,0.5\nio,B,A,0.25\nio,B,B,0.1\n',
      'equations.csv': equations(
        'y,lag(y) * (1 + x) - k / 4',
        'still,"max(k, 1) ^ 2 + ramp(2025, 2028)"',
        'alias,x',
        'wide,k + still',
        'bent,"x > 1 and not (y < 2) ? -y : clamp(x, 0.2, still)"',
        'other,"share(abs(x) + 1) * mean(y) + round(x, 1) + min(x, y, k)"',
        'linked_x,"linked(x, io) + log(abs(x) + 1) + still"',
        'whole,"sum(other) / sum(y ^ 2) + lag(still, 1)"',
        // Intermediate results that nothing drawn goes into, beside ones that something does.
        'near,x * (k + 1) + y * (k + 2) * weight',
        'far,x * (k + 3) - whole * (weight - k) / (weight + k)',
        'fixed,weight * (k + 4) + whole * 0',
        'standing,weight * (k + 5)',
      ),
    },
  },
  {
    name: 'equations that fail in some lanes, in all, and rest on missing values',
    vary: 'x',
    isFailing: true,
    files: {
      'baseline.csv': rows('y,A,2024,1', 'y,B,2024,2'),
      'assumptions.csv': rows('x,A,2025-2028,0', 'x,B,2025-2026,1', 'z,A,2025-2028,1'),
      'equations.csv': equations('y,lag(y) + sqrt(x)', 'v,1 / z', 'w,log(x) + y', 'never,log(0 * k)', 'k,1 + 1'),
    },
  },
  {
    name: 'equations that are solved together, which are not remembered',
    vary: 'pull',
    files: {
      'baseline.csv': rows('x,A,2024,1', 'x,B,2024,2'),
      'assumptions.csv': rows('pull,A,2025-2026,0.5', 'pull,B,2025-2026,0.25'),
      'equations.csv': equations('x,lag(x) + pull * y', 'y,exp(-x) + 0.5 * cos(y)'),
    },
  },
]

const shapes = [
  { lanes: 64, kernel: 'vectors' },
  { lanes: 7, kernel: 'vectors' },
  // As many as sectors, so that buffers are of one size.
  { lanes: 2, kernel: 'vectors' },
  { lanes: 1, kernel: 'vectors' },
  { lanes: 8, kernel: 'plain' },
  { lanes: 8, kernel: 'vectors without room' },
] as const

/** Draws of the variable in every year, in a block of its own as the simulator keeps them. */
function drawing(model: Model, name: string, lanes: number) {
  const variable = model.variableByName.get(name)
  const width = model.variables[variable ?? -1]?.level === 'total' ? 1 : model.plan.sectors.length
  const data = model.timeline.map(() => new Float64Array(width * lanes))
  const blocks = data.map((each): Block => {
    return {
      data: each,
      offset: 0,
      sectorStride: width > 1 ? lanes : 0,
      laneStride: lanes > 1 ? 1 : 0,
      temporary: false,
    }
  })
  const draw = (block: number): void => {
    data.forEach((each, t) => {
      for (let i = 0; i < each.length; i++) each[i] = 4 * uniform(block, t, i) - 1
    })
  }
  const vary: Variation = (index, t, given) => (index === variable ? (blocks[t] as Block) : given)
  return { draw, vary }
}

function kernelOf(model: Model, lanes: number, kind: (typeof shapes)[number]['kernel']) {
  const room = kind === 'vectors without room' ? 20 : 1000 * model.variables.length * lanes
  const memory = createMemory(KERNEL_ROOM + room, 0)
  return kind === 'plain' ? createPlainKernel(memory) : createKernel(memory)
}

/** All values, and which lanes failed. */
function contents({ model, lanes, blocks, failures }: Evaluation) {
  const values = blocks.map((series, index) => {
    const width = model.variables[index]?.level === 'total' ? 1 : model.plan.sectors.length
    return series.map(({ data, offset, sectorStride, laneStride }) =>
      Array.from(
        { length: width * lanes },
        (_, i) => data[offset + Math.floor(i / lanes) * sectorStride + (i % lanes) * laneStride],
      ),
    )
  })
  const failed = failures.map(({ variable, year, sector, lane }) => `${variable} ${year} ${sector} ${lane}`)
  return { values, failed: new Set(failed) }
}

describe.each(plans)('law: repeated, $name', ({ vary: name, files, isFailing }) => {
  test.each(shapes)('$kernel, $lanes lanes', async ({ lanes, kernel }) => {
    const model = await modelOf(files)
    const inputs = inputsOf(model, 0)
    const { draw, vary } = drawing(model, name, lanes)
    const again = createEvaluator(model, inputs, lanes, vary, kernelOf(model, lanes, kernel))
    for (const block of [1, 2, 3, 1]) {
      draw(block)
      const fresh = evaluate(model, inputs, lanes, vary, createWorkspace({ sectors: model.plan.sectors.length, lanes }))
      expect(contents(again())).toEqual(contents(fresh))
      if (isFailing) expect(fresh.failures).not.toEqual([])
    }
  })
})
