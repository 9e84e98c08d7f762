/** `diff`, as run: assumptions in words, addresses that can be set, results, git revisions, result files. */

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Files, type PlanFolder, withPlan } from '../../reference/plans.ts'
import { root } from '../../support/folders.ts'

const base: Files = {
  'baseline.csv': `sector,year,revenue(亿元),status
displays,2024,700,press
phones,2024,300,assumed
`,
  'scenarios.csv': 'scenario,inherits,name_zh\ntrend,,趋势\nhigh,trend,高\nslow,trend,慢\n',
  'sectors.csv': 'sector,name_zh\ndisplays,新型显示\nphones,手机\n',
  'growth.csv': `scenario,sector,year,growth,status
trend,*,2025-2027,8%,assumed
trend,displays,2026,16%,assumed
high,*,2025-2027,+2pp,assumed
slow,displays,*,3%,assumed
`,
  'targets.csv': 'target,indicator,year,op,value\nsum,total_revenue,2027,>,1400\n',
  'projects.csv': 'project,sector,start,full,output,realisation\nfab,displays,2026,2027,90,50%\n',
}

type Found = {
  readonly key: string
  readonly before: number | string | null
  readonly after: number | string | null
  readonly words: string
  readonly scenario: string | null
  readonly scenarios: readonly string[] | null
  readonly file: string | null
  readonly line: number | null
  readonly set: string | null
}
type Changed = {
  readonly exit: number
  readonly assumptions: readonly Found[]
  readonly implied: readonly Found[]
  readonly results: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[]
}

function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

async function json({ run }: PlanFolder, args: readonly string[]): Promise<Changed> {
  const { exit, out, err } = await run(['diff', ...args, '-f', 'json'])
  expect(err).toBe('')
  return { exit, ...JSON.parse(out) }
}

/** What `diff` says of the base plan and one with other files. */
async function changed(files: Files, args: readonly string[] = [], first: Files = base): Promise<Changed> {
  return withPlan({}, async (plan) => {
    writeFiles(join(plan.folder, 'a'), first)
    writeFiles(join(plan.folder, 'b'), { ...first, ...files })
    return json(plan, ['a', 'b', ...args])
  })
}

const words = (found: readonly Found[]) => found.map((each) => each.words)
const grown = (from: string, to: string): Files => {
  const text = String(base['growth.csv'])
  expect(text).toContain(from)
  return { 'growth.csv': text.replace(from, to) }
}

describe('a plan and itself', () => {
  test('differ in nothing: exit 0', async () => {
    expect(await changed({})).toMatchObject({ exit: 0, assumptions: [], implied: [], results: [] })
  })

  test('nor does one whose rows say the same in another way', async () => {
    const growth = `scenario,sector,year,growth,status
slow,displays,*,3%,assumed
high,phones,2025-2027,+2pp,assumed
high,displays,2025-2027,+2pp,assumed
trend,phones,*,8%,assumed
trend,displays,2025,8%,assumed
trend,displays,2026,0.16,assumed
trend,displays,2027,8.0%,assumed
`
    expect(await changed({ 'growth.csv': growth })).toMatchObject({ exit: 0, assumptions: [], results: [] })
  })

  test('the bundled plan too', async () => {
    await withPlan({}, async (plan) => {
      expect(await json(plan, ['chongqing-2027', join(root, 'data/chongqing-2027')])).toMatchObject({
        exit: 0,
        assumptions: [],
        implied: [],
        results: [],
      })
    })
  })
})

describe('assumptions in words', () => {
  test('a changed rate: address, values, percentage points, file and line', async () => {
    const { exit, assumptions, implied } = await changed(grown('16%', '14%'))
    expect(exit).toBe(1)
    expect(assumptions).toHaveLength(1)
    expect(assumptions[0]).toMatchObject({
      key: 'growth[displays,2026]',
      before: 0.16,
      after: 0.14,
      words: 'growth of displays in 2026, scenario trend: 16% → 14% (-2 pp), growth.csv:3',
      scenario: 'trend',
      scenarios: ['trend'],
      set: 'growth[displays,2026]=0.14',
    })
    expect(words(implied)).toEqual(['growth of displays in 2026, scenario high: 18% → 16% (-2 pp), growth.csv:4'])
  })

  test('in Chinese', async () => {
    const { assumptions } = await changed(grown('16%', '14%'), ['--lang', 'zh'])
    expect(words(assumptions)).toEqual(['情景 trend：新型显示 2026 年增速：16% → 14%（-2 个百分点），growth.csv:3'])
  })

  test('a range and every sector in one line; a relative row by what it says', async () => {
    const { assumptions } = await changed(grown('2025-2027,8%', '2025-2027,9%'))
    expect(words(assumptions)).toEqual([
      // 2026 has a row of its own for displays.
      'growth of displays in 2025, scenario trend: 8% → 9% (+1 pp), growth.csv:2',
      'growth of displays in 2027, scenario trend: 8% → 9% (+1 pp), growth.csv:2',
      'growth of phones in 2025–2027, scenario trend: 8% → 9% (+1 pp), growth.csv:2',
    ])
    await withPlan({}, async ({ folder, run }) => {
      writeFiles(join(folder, 'a'), base)
      writeFiles(join(folder, 'b'), { ...base, ...grown('+2pp', '+3pp') })
      const { out } = await run(['diff', 'a', 'b'], { columns: 120 })
      expect(out).toContain('growth of every sector in 2025–2027, scenario high: +2pp → +3pp, growth.csv:4')
    })
  })

  test('baseline, distributions, formulas, grades', async () => {
    const { assumptions } = await changed({
      'baseline.csv': String(base['baseline.csv']).replace('700', '707').replace('300,assumed', '300,official'),
      ...grown('trend,displays,2026,16%', 'trend,displays,2026,"normal(16%, 2%)"'),
    })
    expect(words(assumptions)).toEqual([
      'revenue of displays in 2024: 700 → 707 (+1.0%), baseline.csv:2',
      'grade of revenue of phones in 2024: assumed → official, baseline.csv:3',
      'growth of displays in 2026, scenario trend: 16% → normal(16%, 2%), growth.csv:3',
    ])
    expect(assumptions[2]?.set).toBe('growth[displays,2026]=normal(0.16, 0.02)')
    const formula = await changed({ ...grown('trend,displays,2026,16%', 'trend,displays,2026,2 * 7%') })
    expect(formula.assumptions[0]).toMatchObject({ before: 0.16, after: '2 * 0.07' })
  })

  test('a row more and a row less', async () => {
    const more = await changed(grown('slow,', 'slow,phones,2027,5%,assumed\nslow,'))
    expect(more.assumptions).toMatchObject([
      { key: 'growth[phones,2027]', scenario: 'slow', before: 0.08, after: 0.05 },
    ])
    const less = await changed(grown('trend,*,2025-2027,8%,assumed\n', 'trend,*,2025-2026,8%,assumed\n'))
    expect(less.assumptions).toMatchObject([
      {
        key: 'growth[displays,2027]',
        scenarios: ['trend'],
        before: 0.08,
        after: null,
        set: 'growth[displays,2027]=n/a',
      },
      { key: 'growth[phones,2027]', scenarios: ['trend', 'slow'], before: 0.08, after: null },
    ])
  })

  test('targets, projects, scenarios, equations', async () => {
    const { assumptions } = await changed({
      'targets.csv': 'target,indicator,year,op,value\nsum,total_revenue,2027,>=,1500\none,revenue,2027,>,1\n'.replace(
        'one,revenue,2027,>,1\n',
        '',
      ),
      'projects.csv': `project,sector,start,full,output,realisation
fab,displays,2025,2026,90,60%
lab,phones,2026,,10,100%
`,
      'scenarios.csv': 'scenario,inherits,name_zh\ntrend,,趋势\nhigh,trend,高\nslow,,慢\nnew,trend,新\n',
    })
    expect(words(assumptions)).toEqual(
      expect.arrayContaining([
        'scenario new added, scenarios.csv:5',
        'scenario slow inherits from: trend → –, scenarios.csv:4',
        'target sum: total_revenue > 1400 @ 2027 → total_revenue >= 1500 @ 2027, targets.csv:2',
        'project lab added, projects.csv:3',
        'start of project fab: 2026 → 2025, projects.csv:2',
        'realisation of project fab: 0.5 → 0.6, projects.csv:2',
      ]),
    )
    expect(assumptions.find(({ key }) => key === 'realisation[fab]')?.set).toBe('realisation[fab]=0.6')
    const equations: Files = {
      'equations.csv': `variable,formula
revenue,lag(revenue) * (1 + growth) + capacity
total_revenue,sum(revenue) * 1.01
`,
    }
    const other = await changed(equations)
    expect(words(other.assumptions)).toEqual([
      'equation of total_revenue: sum(revenue) → sum(revenue) * 1.01, equations.csv:3',
    ])
  })
})

describe('results', () => {
  test('are listed by scenario and address, verdicts by target, beyond tolerance only', async () => {
    const { results } = await changed(grown('16%', '14%'))
    expect(results[0]).toMatchObject({ key: 'trend:revenue[displays,2026]' })
    expect(results.every(({ key }) => !key.startsWith('slow:'))).toBe(true)
    const lowered = await changed({ 'targets.csv': String(base['targets.csv']).replace('1400', '1200') })
    expect(lowered.results).toEqual(
      expect.arrayContaining([{ key: 'trend:target sum', before: 'missed', after: 'met', relative: null, unit: null }]),
    )
    expect((await changed(grown('16%', '16.0001%'), ['--rtol', '1e-4'])).results).toEqual([])
    expect((await changed(grown('16%', '16.0001%'))).results).not.toEqual([])
  })

  test('of the scenarios asked for', async () => {
    expect(await changed(grown('16%', '14%'), ['-s', 'slow'])).toMatchObject({ exit: 0, results: [] })
  })
})

describe('result files', () => {
  test('csv, wide csv and json of the same run do not differ', async () => {
    await withPlan(base, async (plan) => {
      for (const args of [['a.csv'], ['b.csv', '--layout', 'wide'], ['c.json'], ['d.tsv'], ['e.ndjson']]) {
        await plan.run(['project', '-o', ...args])
      }
      expect(await json(plan, ['a.csv', 'c.json'])).toMatchObject({ exit: 0, results: [] })
      expect(await json(plan, ['a.csv', 'd.tsv'])).toMatchObject({ exit: 0, results: [] })
      expect(await json(plan, ['e.ndjson', 'a.csv'])).toMatchObject({ exit: 0, results: [] })
      expect((await json(plan, ['b.csv', 'b.csv'])).exit).toBe(0)
      await plan.run(['check', '-o', 'f.csv'])
      await plan.run(['check', '-o', 'g.json'])
      expect(await json(plan, ['f.csv', 'g.json'])).toMatchObject({ exit: 0, results: [] })
      const text = readFileSync(join(plan.folder, 'a.csv'), 'utf8')
      writeFileSync(
        join(plan.folder, 'h.csv'),
        text.replace('trend,displays,revenue,2025,756,', 'trend,displays,revenue,2025,756.001,'),
      )
      expect(await json(plan, ['a.csv', 'h.csv'])).toMatchObject({
        exit: 1,
        results: [{ key: 'trend:revenue[displays,2025]', before: 756, after: 756.001 }],
      })
      expect((await json(plan, ['a.csv', 'h.csv', '--rtol', '1e-5'])).exit).toBe(0)
    })
  })

  test('a row that is gone is a difference', async () => {
    await withPlan(base, async (plan) => {
      await plan.run(['project', '-o', 'a.csv'])
      const lines = readFileSync(join(plan.folder, 'a.csv'), 'utf8').split('\r\n')
      writeFileSync(join(plan.folder, 'b.csv'), lines.filter((_, index) => index !== 3).join('\r\n'))
      const { exit, results } = await json(plan, ['a.csv', 'b.csv', '--rtol', '1'])
      expect(exit).toBe(1)
      expect(results).toHaveLength(1)
      expect(results[0]).toMatchObject({ after: null })
    })
  })
})

describe('git revisions', () => {
  const git = (cwd: string, ...args: string[]) => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
    expect(spawnSync('git', [...who, ...args], { cwd }).status).toBe(0)
  }

  test('a folder and itself before, from the root and from below; a result too', async () => {
    await withPlan({}, async (plan) => {
      const { folder } = plan
      writeFiles(join(folder, 'plans/x'), base)
      mkdirSync(join(folder, 'plans/x/assumptions'))
      writeFileSync(join(folder, 'plans/x/assumptions/more.csv'), 'variable,year,value\nrd_intensity,*,2%\n')
      writeFileSync(join(folder, 'plans/x/notes.txt'), 'read by nobody')
      await plan.run(['project', '-p', 'plans/x', '-o', 'result.csv'])
      git(folder, 'init', '-q')
      git(folder, 'add', '-A')
      git(folder, 'commit', '-qm', 'first')
      expect(await json(plan, ['main:plans/x', 'plans/x'])).toMatchObject({ exit: 0, assumptions: [], results: [] })
      writeFiles(join(folder, 'plans/x'), grown('16%', '14%'))
      const { exit, assumptions } = await json(plan, ['main:plans/x/', 'plans/x'])
      expect(exit).toBe(1)
      expect(words(assumptions)).toEqual([
        'growth of displays in 2026, scenario trend: 16% → 14% (-2 pp), growth.csv:3',
      ])
      git(folder, 'commit', '-qam', 'second')
      expect((await json(plan, ['main~1:plans/x', 'main:plans/x'])).assumptions).toHaveLength(1)
      const below = await plan.run(['diff', 'HEAD~1:./x', 'x', '-f', 'json'], { cwd: join(folder, 'plans') })
      expect(below.exit).toBe(1)
      rmSync(join(folder, 'result.csv'))
      await plan.run(['project', '-p', 'plans/x', '-o', 'result.csv'])
      expect((await json(plan, ['main:result.csv', 'result.csv'])).exit).toBe(1)
    })
  })

  test('what git does not have, and a plan with problems there, are told by name: exit 2', async () => {
    await withPlan(base, async (plan) => {
      const { folder } = plan
      writeFiles(join(folder, 'x'), grown('16%', '1O%'))
      git(folder, 'init', '-q')
      git(folder, 'add', '-A')
      git(folder, 'commit', '-qm', 'first')
      const missing = await plan.run(['diff', 'main:y', '.'])
      expect(missing).toMatchObject({ exit: 2, out: '' })
      expect(missing.err).toContain("git cannot read 'main:y'")
      const broken = await plan.run(['diff', 'main:x', '.'])
      expect(broken.exit).toBe(2)
      expect(broken.err).toContain('main:x/growth.csv:3')
      const option = await plan.run(['diff', '--', '--upload-pack=x:y', '.'])
      expect(option).toMatchObject({ exit: 2 })
    })
  })
})

test('a file of either plan is never written over', async () => {
  await withPlan(base, async ({ folder, run }) => {
    cpSync(folder, join(folder, '../other'), { recursive: true })
    expect((await run(['diff', '.', '../other', '-o', 'growth.csv', '-f', 'csv'])).exit).toBe(2)
    expect(readFileSync(join(folder, 'growth.csv'), 'utf8')).toBe(base['growth.csv'])
  })
})
