import { describe, expect, test } from 'vitest'
import { explain } from '../../../src/analyses/explain.ts'
import { projectionOf } from '../../support/plan.ts'

type Given = { readonly set?: readonly string[]; readonly scenario?: string }

async function explained(files: Readonly<Record<string, string>>, variable: string, year: number, given: Given = {}) {
  const projection = await projectionOf(files, given)
  const index = projection.model.variableByName.get(variable) ?? -1
  return explain(projection, { variable: index, sector: 0, year })
}

describe('rows below each other', () => {
  const files = {
    'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\n',
    'scenarios.csv': 'scenario,inherits\nbase,\nhigh,base\nhigher,high\n',
    'growth.csv':
      'scenario,sector,year,growth\nbase,*,2026,8%\nbase,*,2025-2026,7%\nhigh,*,2026,+1pp\nhigher,A,2026,*2\nhigher,*,2026,*3\n',
  }
  const relations = async (given: Given) => {
    const { value, rules } = await explained(files, 'growth', 2026, given)
    return {
      value: Number(value?.toFixed(9)),
      won: rules?.won.text,
      beaten: rules?.beaten.map(({ text, relation }) => `${relation} ${text}`),
    }
  }

  test('every relative row down to the absolute one is changed; what lost within a scenario is beaten', async () => {
    expect(await relations({ scenario: 'higher' })).toEqual({
      value: 0.18,
      won: '*2',
      beaten: ['beaten *3', 'changed +1pp', 'changed 8%', 'beaten 7%'],
    })
  })

  test('settings are part of the chain', async () => {
    const set = ['growth[*,2026]=+1pp', 'growth[B,2026]=+5pp', 'growth[A,2026]=*2']
    expect(await relations({ set, scenario: 'base' })).toEqual({
      value: 0.18,
      won: 'growth[A,2026]=*2',
      beaten: ['changed growth[*,2026]=+1pp', 'changed 8%', 'beaten 7%'],
    })
  })

  test('an absolute setting beats all the rest', async () => {
    const set = ['growth[*,2026]=+1pp', 'growth[A,2026]=3%']
    expect((await relations({ set, scenario: 'base' })).beaten).toEqual([
      'beaten growth[*,2026]=+1pp',
      'beaten 8%',
      'beaten 7%',
    ])
  })
})

describe('capacity', () => {
  const files = {
    'baseline.csv': 'sector,year,revenue\nA,2024,100\nB,2024,50\n',
    'scenarios.csv': 'scenario,inherits\nplan,\nlate,plan\n',
    'growth.csv': 'year,growth\n2025-2027,0%\n',
    'projects.csv':
      'project,sector,scenario,start,output,realisation,delay,status,source\n' +
      '*,,,,,"pert(5%, 18%, 40%)",,assumed,one case\nfab,A,,2025,200,,,press,a report\n*,,late,,,*0.5,+1,assumed,\n',
  }
  const termsIn = async (year: number, given: Given) => {
    const [project] = (await explained(files, 'capacity', year, given)).terms
    return { value: project?.value, terms: project?.terms ?? [] }
  }

  test('every part of a project is cited from the row that gave it, with its distribution', async () => {
    const { value, terms } = await termsIn(2025, { scenario: 'plan' })
    expect(value).toBe(36)
    expect(terms.map((term) => [term.variable, term.sector, term.value, term.source?.line, term.grade])).toEqual([
      ['output', 'fab', 200, 3, 'press'],
      ['realisation', 'fab', 0.18, 2, 'assumed'],
    ])
    expect(terms[1]?.distribution).toMatchObject({ shape: 'pert', parameters: [0.05, 0.18, 0.4] })
    expect(terms[1]?.source).toMatchObject({ file: 'projects.csv', source: 'one case' })
  })

  test('a project that starts late adds 0, and its delay says why', async () => {
    const { value, terms } = await termsIn(2025, { scenario: 'late' })
    expect(value).toBe(0)
    expect(terms.map((term) => [term.variable, term.value, term.source?.line])).toEqual([
      ['output', 200, 3],
      ['realisation', 0.09, 4],
      ['delay', 1, 4],
    ])
    expect(terms[1]?.rules?.beaten).toMatchObject([{ relation: 'changed', line: 2 }])
    expect((await termsIn(2026, { scenario: 'late' })).value).toBe(18)
    expect((await termsIn(2027, { scenario: 'late' })).terms).toEqual([])
  })

  test('a setting is cited', async () => {
    const { value, terms } = await termsIn(2025, { scenario: 'plan', set: ['realisation[fab]=0.3'] })
    expect(value).toBe(60)
    expect(terms[1]).toMatchObject({ value: 0.3, distribution: null, source: { note: 'realisation[fab]=0.3' } })
    expect(terms[1]?.rules).toMatchObject({ won: { file: '--set' }, beaten: [{ relation: 'beaten', line: 2 }] })
  })
})
