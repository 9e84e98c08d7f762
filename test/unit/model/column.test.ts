/** A column says of every sector what `valueAt`, `statusAt` and `gradeAt` say of one. */

import { expect, test } from 'vitest'
import { CODES, columnOf } from '../../../src/model/column.ts'
import { compileModel } from '../../../src/model/compile.ts'
import { gradeAt, projectScenario, statusAt, valueAt } from '../../../src/model/project.ts'
import { loadPlan } from '../../../src/plan/load.ts'
import { TOTAL } from '../../../src/plan/types.ts'
import { root } from '../../support/folders.ts'

/** Observed totals, missing values, grades, a lag, a capacity. */
const awkward = new Map(
  Object.entries({
    'baseline.csv':
      'sector,year,revenue,status\na,2023,80,official\na,2024,100,press\nb,2024,50,\ntotal,2024,150,official\n',
    'growth.csv':
      'scenario,sector,year,growth,status\n*,a,2025-2027,5%,derived\n*,b,2025,n/a,\nup,b,2025-2027,7%,press\n',
    'scenarios.csv': 'scenario\nup\ndown\n',
    'projects.csv': 'project,sector,start,output\nplant,a,2026,20\n',
    'assumptions.csv': 'sector,variable,year,value\ntotal,rd_intensity,*,2%\n',
  }).map(([name, text]) => [name, Buffer.from(text)] as const),
)

test.each([
  ['the bundled plan', { folder: `${root}/data/chongqing-2027` }],
  ['a plan with gaps and grades', { name: 'awkward', files: awkward }],
])('%s', async (_, source) => {
  const { plan } = loadPlan(source)
  const { model } = plan === null ? { model: null } : await compileModel(plan)
  if (model === null) throw new Error('the plan has problems')
  let compared = 0
  for (const scenario of model.plan.scenarios.keys()) {
    const projection = projectScenario(model, scenario)
    for (const { index, level } of model.variables) {
      for (const year of projection.years) {
        const { block, codes } = columnOf(projection, index, year)
        const sectors = level === 'total' ? [TOTAL] : [...model.plan.sectors.keys()]
        for (const sector of sectors) {
          const s = Math.max(0, sector)
          const value = block.data[block.offset + s * block.sectorStride] as number
          const said = { value: Number.isFinite(value) ? value + 0 : null, ...CODES[codes[s] as number] }
          expect(said).toEqual({
            value: valueAt(projection, index, sector, year),
            status: statusAt(projection, index, sector, year),
            grade: gradeAt(projection, index, sector, year),
          })
          compared++
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(50)
})
