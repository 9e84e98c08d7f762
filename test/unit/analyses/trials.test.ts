import { describe, expect, test } from 'vitest'
import {
  type Change,
  type Indicator,
  respond,
  slopesAt,
  type Trial,
  withChanges,
} from '../../../src/analyses/trials.ts'
import { inputsOf } from '../../../src/model/inputs.ts'
import { projectScenario, valueAt } from '../../../src/model/project.ts'
import type { Model } from '../../../src/model/types.ts'
import { readAddress } from '../../../src/plan/settings.ts'
import { TOTAL } from '../../../src/plan/types.ts'
import { modelOf } from '../../support/plan.ts'

const files = {
  'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\n',
  'growth.csv': 'sector,year,growth\nA,2025-2027,5%\nB,2025,2%\nB,2026-2027,growth_of_world + 1%\n',
  'assumptions.csv': 'variable,sector,year,value\ngrowth_of_world,total,2025-2027,3%\n',
  'projects.csv': 'project,sector,start,ramp,output,realisation\nmill,A,2025,30% 60% 90%,40,50%\nshed,B,2026,,10,\n',
  'targets.csv': 'target,indicator,year,op,value\nr,total_revenue,2027,>,200\n',
}

function trialOf(model: Model, texts: readonly string[], operation: Change['operation'] = 'add'): Trial {
  const names = { variables: model.variables, sectors: model.plan.sectors, projects: ['mill', 'shed'] }
  const changes = texts.map((text): Change => {
    const address = readAddress(names, text)
    if ('code' in address) throw new RangeError(address.code)
    return { address, operation }
  })
  const variable = model.variableByName.get('total_revenue') ?? -1
  const indicators: Indicator[] = [2026, 2027].map((year) => ({ variable, sector: TOTAL, year }))
  return { model, inputs: inputsOf(model, 0), changes, indicators }
}

function projected({ model, changes, indicators }: Trial, point: Float64Array): (number | null)[] {
  const projection = projectScenario(withChanges(model, changes, point), 0)
  return indicators.map(({ variable, sector, year }) => valueAt(projection, variable, sector, year))
}

const points = [
  [0, 0],
  [0.01, -0.02],
  [-0.3, 0.5],
].map((each) => Float64Array.from(each))

describe('a trial in a lane is a projection with the change', () => {
  test.each([
    ['cells of a sector, and all growth from a year on', ['growth[A,2026]', 'growth[*,2026-2027]']],
    ['a formula in a cell, and what it reads', ['growth[B,*]', 'growth_of_world']],
    ['a project, and growth', ['realisation[mill]', 'growth[A]']],
    ['a delay, and the output of every project', ['delay[mill]', 'output[*]']],
  ])('%s, to the last bit', async (_, texts) => {
    const trial = trialOf(await modelOf(files), texts)
    const answers = respond(trial, points)
    points.forEach((point, i) => {
      expect([...(answers[i] ?? [])]).toEqual(projected(trial, point))
    })
  })

  test.each(['set', 'scale'] as const)('and so is one that does not add: %s', async (operation) => {
    const trial = trialOf(await modelOf(files), ['growth[A,2026]', 'growth[*,2027]'], operation)
    const answers = respond(trial, points)
    points.forEach((point, i) => {
      expect([...(answers[i] ?? [])]).toEqual(projected(trial, point))
    })
  })

  test('more trials than fit into one evaluation come back in their order', async () => {
    const trial = trialOf(await modelOf(files), ['growth[A,2027]'])
    const many = Array.from({ length: 1000 }, (_, i) => Float64Array.of(i / 1000))
    const values = respond(trial, many).map(([, last = 0]) => last)
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(values).toHaveLength(1000)
  })
})

describe('slopes are those of the projection', () => {
  // Differences over a tiny step are only a check here, to the seven digits they are worth.
  test.each([
    [['growth[A,2026]', 'growth[*,*]']],
    [['growth[B,*]', 'growth_of_world']],
    [['realisation[*]', 'output[shed]']],
    [['delay[mill]', 'delay[*]']],
  ])('of %j', async (texts) => {
    const trial = trialOf(await modelOf(files), texts)
    const point = Float64Array.of(0.011, 0.022)
    const at = slopesAt(trial, point)
    const h = 1e-6
    trial.changes.forEach((_, k) => {
      const ahead = point.slice()
      ahead[k] = (point[k] ?? 0) + h
      const [here, there] = respond(trial, [point, ahead])
      trial.indicators.forEach((__, i) => {
        const slope = ((there?.[i] ?? 0) - (here?.[i] ?? 0)) / h
        expect(at?.slopes[i * 2 + k]).toBeCloseTo(slope, 3)
      })
    })
  })
})
