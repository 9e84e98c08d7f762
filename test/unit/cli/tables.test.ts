/** `tables` and `tables --check`, as run: what is written, what is caught, what is left alone. */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Files, type PlanFolder, withPlan } from '../../reference/plans.ts'
import { filesOf } from '../../support/folders.ts'

const files: Files = {
  'baseline.csv': 'sector,year,revenue(亿元)\na,2024,851.254321\nb,2024,60\n',
  'growth.csv': 'scenario,sector,year,growth\nlow,*,2025-2027,3%\nhigh,*,2025-2027,7%\n',
  'scenarios.csv': 'scenario,name_zh,name_en\nlow,低,low\nhigh,高,high\n',
  'targets.csv': 'target,indicator,year,op,value\nsum,total_revenue,2027,>,1100\n',
}

const withTables = (use: (plan: PlanFolder) => Promise<void>) =>
  withPlan(files, async (plan) => {
    const ran = await plan.run(['tables', 'out'])
    expect(ran).toMatchObject({ exit: 0, out: '' })
    await use(plan)
  })

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8')
  expect(change(text)).not.toBe(text)
  writeFileSync(path, change(text))
}

type Found = { readonly file: string; readonly kind: string; readonly key: string; readonly words: string }

async function checked({ run }: PlanFolder, args: readonly string[] = []) {
  const { exit, out } = await run(['tables', 'out', '--check', '-f', 'json', ...args])
  const drifts: readonly Found[] = JSON.parse(out).drifts
  return { exit, found: drifts.map(({ file, kind }) => `${kind} ${file}`), drifts }
}

describe('what is written', () => {
  test('every table of every scenario, in CSV and in both languages, and a manifest', async () => {
    await withTables(async ({ folder }) => {
      const names = ['revenue', 'targets'].flatMap((name) => [`${name}.csv`, `${name}.en.md`, `${name}.zh.md`])
      const expected = [
        ...['high', 'low'].flatMap((scenario) => names.map((name) => `${scenario}/${name}`)),
        'manifest.json',
        ...names.filter((name) => name.startsWith('targets')),
      ]
      expect(filesOf(join(folder, 'out'))).toEqual(expected.sort())
    })
  })

  test('the manifest says from what, by which version and how, and nothing of the clock or the machine', async () => {
    await withTables(async ({ folder }) => {
      const text = readFileSync(join(folder, 'out/manifest.json'), 'utf8')
      const manifest = JSON.parse(text)
      expect(Object.keys(manifest)).toEqual(['schema', 'plan', 'version', 'inputs', 'options', 'tables'])
      const sha256 = createHash('sha256').update(String(files['growth.csv'])).digest('hex')
      expect(manifest.inputs).toContainEqual({ file: 'growth.csv', sha256 })
      expect(manifest.options).toEqual({ layout: 'long' })
      expect(manifest.tables).toHaveLength(15)
      expect(text).not.toContain(folder)
    })
  })

  test('the same bytes whatever the language, the time zone and the terminal', async () => {
    await withPlan(files, async ({ folder, run }) => {
      await run(['tables', 'one'])
      await run(['tables', 'two'], { columns: 60, env: { LANG: 'zh_CN.UTF-8', TZ: 'Asia/Shanghai', NO_COLOR: '1' } })
      for (const name of filesOf(join(folder, 'one'))) {
        expect(readFileSync(join(folder, 'two', name)), name).toEqual(readFileSync(join(folder, 'one', name)))
      }
    })
  })

  test('a name of a scenario never leaves the folder, nor meets another that differs in case', async () => {
    const odd: Files = {
      'baseline.csv': 'sector,year,revenue\na,2024,1\n',
      'growth.csv': 'scenario,year,growth\n../up,2025,1%\nA,2025,2%\na,2025,3%\ncon,2025,4%\n.hidden,2025,5%\n',
    }
    await withPlan(odd, async ({ folder, run }) => {
      expect((await run(['tables', 'out'])).exit).toBe(0)
      expect(readdirSync(join(folder, 'out')).sort()).toEqual(
        ['%2E.%2Fup', '%2Ehidden', 'A', 'a~2', 'con_', 'manifest.json'].sort(),
      )
      expect((await run(['tables', 'out', '--check'])).exit).toBe(0)
    })
  })

  test('written again, tables that no longer come out are taken away, and other files are left alone', async () => {
    await withTables(async ({ folder, run }) => {
      writeFileSync(join(folder, 'out/.gitattributes'), '* -text\n')
      expect((await run(['tables', 'out', '-s', 'low'])).exit).toBe(0)
      expect(existsSync(join(folder, 'out/high'))).toBe(false)
      expect(existsSync(join(folder, 'out/.gitattributes'))).toBe(true)
      expect(readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.tmp'))).toEqual([])
    })
  })

  test('nothing of anyone else is written over, least of all the plan', async () => {
    await withPlan(files, async ({ folder, run }) => {
      const before = filesOf(folder)
      const ran = await run(['tables', '.'])
      expect(ran.exit).toBe(2)
      expect(ran.err).toContain('targets.csv')
      expect(filesOf(folder)).toEqual(before)
    })
    await withTables(async ({ folder, run }) => {
      writeFileSync(join(folder, 'out/manifest.json'), '{}')
      expect((await run(['tables', 'out'])).exit).toBe(2)
    })
  })

  test('a manifest from elsewhere takes nothing away outside its folder', async () => {
    await withTables(async ({ folder, run }) => {
      edit(join(folder, 'out/manifest.json'), (text) => text.replace('"tables": [', '"tables": ["../growth.csv",'))
      await run(['tables', 'out'])
      expect(existsSync(join(folder, 'growth.csv'))).toBe(true)
    })
  })

  test('a plan that cannot be projected leaves the tables as they were', async () => {
    await withTables(async ({ folder, run }) => {
      const before = filesOf(join(folder, 'out')).map((name) => readFileSync(join(folder, 'out', name), 'utf8'))
      edit(join(folder, 'growth.csv'), (text) => text.replace('7%', '1/0'))
      expect((await run(['tables', 'out'])).exit).toBe(2)
      expect(filesOf(join(folder, 'out')).map((name) => readFileSync(join(folder, 'out', name), 'utf8'))).toEqual(
        before,
      )
    })
  })

  test('--dry-run and --no-clobber write nothing', async () => {
    await withPlan(files, async ({ folder, run }) => {
      const ran = await run(['tables', 'out', '-n'])
      expect(ran).toMatchObject({ exit: 0, err: 'would write 16 files to out\n' })
      expect(existsSync(join(folder, 'out'))).toBe(false)
      await run(['tables', 'out'])
      expect((await run(['tables', 'out', '--no-clobber'])).exit).toBe(2)
    })
  })
})

describe('--check', () => {
  test('passes on an untouched tree, in any language, with line ends of either kind', async () => {
    await withTables(async (plan) => {
      expect(await plan.run(['tables', 'out', '--check'])).toMatchObject({ exit: 0, err: '' })
      for (const lang of ['zh', 'en']) {
        expect(await plan.run(['tables', 'out', '--check', '--lang', lang])).toMatchObject({ exit: 0 })
      }
      expect((await plan.run(['tables', 'out', '--check'], { env: { LANG: 'zh_CN.UTF-8' } })).exit).toBe(0)
      for (const name of filesOf(join(plan.folder, 'out'))) {
        const path = join(plan.folder, 'out', name)
        writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\r\n', '\n'))
      }
      expect(await checked(plan)).toMatchObject({ exit: 0, found: [] })
    })
  })

  test('catches an edited number in its 6th digit', async () => {
    await withTables(async (plan) => {
      edit(join(plan.folder, 'out/low/revenue.csv'), (text) => text.replace('851.254321', '851.255321'))
      expect(await checked(plan)).toMatchObject({ exit: 1, found: ['value low/revenue.csv'] })
      const { out } = await plan.run(['tables', 'out', '--check'])
      expect(out.replace(/\s+/g, ' ')).toContain(
        'low/revenue.csv: low a revenue 2024 value is 851.255321, now 851.254321 (-0.00012%)',
      )
      expect((await checked(plan, ['--rtol', '1e-5'])).exit).toBe(0)
      expect((await checked(plan, ['--atol', '0.01'])).exit).toBe(0)
    })
  })

  test('catches an edited number in a Markdown table', async () => {
    await withTables(async (plan) => {
      edit(join(plan.folder, 'out/low/revenue.zh.md'), (text) => text.replace('851', '852'))
      expect(await checked(plan)).toMatchObject({ exit: 1, found: ['text low/revenue.zh.md'] })
    })
  })

  test('catches a deleted file, a left-over file and a missing manifest', async () => {
    await withTables(async (plan) => {
      rmSync(join(plan.folder, 'out/high/targets.csv'))
      writeFileSync(join(plan.folder, 'out/high/more.csv'), 'a\n')
      rmSync(join(plan.folder, 'out/manifest.json'))
      expect(await checked(plan)).toMatchObject({
        exit: 1,
        found: ['file-missing high/targets.csv', 'file-missing manifest.json', 'file-extra high/more.csv'],
      })
    })
  })

  test('catches a scenario more in the plan, and one less', async () => {
    await withTables(async (plan) => {
      const grow = (text: string) => `${text}other,*,2025-2027,5%\n`
      edit(join(plan.folder, 'growth.csv'), grow)
      edit(join(plan.folder, 'scenarios.csv'), (text) => `${text}other,另,other\n`)
      const { exit, found } = await checked(plan)
      expect(exit).toBe(1)
      expect(found).toContain('file-missing other/revenue.csv')
      expect(found).toContain('row-missing targets.csv')
      expect(found).toContain('text manifest.json')
      expect((await checked(plan, ['-s', 'low'])).found).toContain('file-extra high/revenue.csv')
    })
  })

  test('catches a scenario that was put among the tables', async () => {
    await withTables(async (plan) => {
      edit(join(plan.folder, 'out/low/revenue.csv'), (text) => `${text}best,a,revenue,2024,1,亿元,baseline,assumed\r\n`)
      expect(await checked(plan)).toMatchObject({ exit: 1, found: ['row-extra low/revenue.csv'] })
    })
  })

  test('catches a column in another place', async () => {
    await withTables(async (plan) => {
      edit(join(plan.folder, 'out/low/revenue.csv'), (text) => text.replace(/^([^,\r\n]*),([^,\r\n]*)/gm, '$2,$1'))
      expect(await checked(plan)).toMatchObject({ exit: 1, found: ['column-order low/revenue.csv'] })
    })
  })

  test('a changed assumption shows in the numbers, and the file is named', async () => {
    await withTables(async (plan) => {
      edit(join(plan.folder, 'growth.csv'), (text) => text.replace('7%', '7.1%'))
      const { exit, found } = await checked(plan)
      expect(exit).toBe(1)
      expect(found.filter((each) => each.includes('low/'))).toEqual([])
      const { out } = await plan.run(['tables', 'out', '--check'])
      expect(out).toContain('Changed since the tables were written: growth.csv.')
      expect(out).toContain('yuce tables out')
    })
  })

  test('a comment in the plan changes no number: the check passes, and says which file is another', async () => {
    await withTables(async (plan) => {
      edit(join(plan.folder, 'growth.csv'), (text) => text.replaceAll('3%', '3.0%'))
      const ran = await plan.run(['tables', 'out', '--check'])
      expect(ran.exit).toBe(0)
      expect(ran.out).toContain('growth.csv')
    })
  })

  test('a folder that is not there is a failure, never a pass', async () => {
    await withPlan(files, async (plan) => {
      expect(await checked(plan)).toMatchObject({ exit: 1, found: ['folder-missing out'] })
      expect(existsSync(join(plan.folder, 'out'))).toBe(false)
    })
    await withTables(async (plan) => {
      for (const name of readdirSync(join(plan.folder, 'out')))
        rmSync(join(plan.folder, 'out', name), { recursive: true })
      expect((await checked(plan)).exit).toBe(1)
      renameSync(join(plan.folder, 'out'), join(plan.folder, 'elsewhere'))
      expect((await checked(plan)).exit).toBe(1)
    })
  })

  test('other options are told as such', async () => {
    await withTables(async (plan) => {
      const { exit, found } = await checked(plan, ['--set', 'growth[*,2025]=3%', '-s', 'low,high'])
      expect(exit).toBe(1)
      expect(found).toContain('options manifest.json')
    })
  })

  test('writing takes no tolerance', async () => {
    await withPlan(files, async ({ run }) => {
      expect((await run(['tables', 'out', '--rtol', '1'])).exit).toBe(2)
      expect((await run(['tables', 'out', '--check', '--rtol', '-1'])).exit).toBe(2)
    })
  })
})
