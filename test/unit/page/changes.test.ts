/** A moved slider is the setting that its text means on the command line, to the last bit. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { projectScenario } from '../../../src/model/project.ts'
import { realisationRange, settingOf, settingText } from '../../../src/page/changes.ts'
import { bare, frozen, thawed } from '../../../src/render/report/frozen.ts'
import { leversOf } from '../../../src/render/report/levers.ts'
import { modelOf } from '../../support/plan.ts'

const files = {
  'sectors.csv': 'sector,name_zh\na,甲\n"b, c",乙\n',
  'baseline.csv': 'sector,variable,2024\na,revenue,100\n"b, c",revenue,50\n*,rd_intensity,2%\n*,firms,7家\n',
  'scenarios.csv': 'scenario,inherits\nlow,\nhigh,low\n',
  'growth.csv': 'scenario,sector,year,growth\nlow,*,2025-2028,5%\nlow,"b, c",2026,"normal(3%, 1%)"\nhigh,a,2027,+1pp\n',
  'assumptions.csv': 'scenario,sector,variable,year,value\nlow,*,rd_intensity,2025-2028,2%\n',
  'projects.csv': 'project,sector,start,output,realisation\nx,a,2025,30,40%\ny,a,2026,20,90%\n',
  'targets.csv': 'target,indicator,year,op,value\nt,total_revenue,2028,>,200\nr,total_rd_intensity,2028,>=,2.5%\n',
}

const projected = async (set: readonly string[] = []) => {
  const model = await modelOf(files, { set })
  return model.plan.scenarios.map((_, scenario) => projectScenario(model, scenario))
}

const levers = leversOf(await projected(), 'en')
const all = { first: 2025, last: 2028 }

/** A setting without where it stands. */
const meaning = ({ at, ...rest }: object & { readonly at: unknown }) => ({ ...rest })

describe('levers', () => {
  test('are growth by sector, other rates alike, and projects', () => {
    expect(levers.map((lever) => settingText({ lever, by: '1' }, all))).toEqual([
      'growth[*,2025-2028]=+1pp',
      'growth[a,2025-2028]=+1pp',
      'growth[b, c,2025-2028]=+1pp',
      'rd_intensity[*,2025-2028]=+1pp',
      'realisation[*]=+1pp',
      'delay[*]=+1',
    ])
  })

  test('are what the command line reads from their texts', async () => {
    const steps = fc.record({
      lever: fc.constantFrom(...levers),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      first: fc.integer({ min: 2025, max: 2028 }),
    })
    const samples = fc.sample(steps, { numRuns: 60, seed: 7 })
    for (const { lever, part, first } of samples) {
      const digits = (String(lever.step).split('.')[1] ?? '').length
      const by = String(
        Number((Math.round((lever.low + part * (lever.high - lever.low)) / lever.step) * lever.step).toFixed(digits)),
      )
      const years = { first, last: 2028 }
      const typed = settingText({ lever, by }, years)
      const [read] = (await modelOf(files, { set: [typed] })).plan.settings
      expect(read && meaning(read)).toEqual(meaning(settingOf({ lever, by }, years)))
    }
  })

  test('leave no project below nothing or above all', async () => {
    const model = await modelOf(files)
    expect(realisationRange(model, 0)).toEqual({ low: -40, high: 10 })
  })
})

test('a name with brackets has no lever of its own: no setting could name it', async () => {
  const renamed = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, text.replaceAll('b, c', 'b]c')]),
  )
  const model = await modelOf(renamed)
  const found = leversOf([projectScenario(model, 0)], 'en').map(({ where }) => where)
  expect(found).toEqual(['*', 'a', '*', '*', '*'])
})

test('a frozen model projects as the model does', async () => {
  const [model] = (await projected()).map((projection) => projection.model)
  if (model === undefined) throw new Error('no model')
  const text = frozen({ model: bare(model), odd: [Number.NaN, -0, Number.POSITIVE_INFINITY, '</script>'] })
  expect(text).not.toContain('<')
  const { model: again, odd } = thawed(text) as { model: typeof model; odd: unknown[] }
  expect(odd).toEqual([Number.NaN, -0, Number.POSITIVE_INFINITY, '</script>'])
  model.plan.scenarios.forEach((_, scenario) => {
    const blocks = (each: typeof model) => projectScenario(each, scenario).evaluation.blocks
    expect(blocks(again)).toEqual(blocks(model))
  })
})
