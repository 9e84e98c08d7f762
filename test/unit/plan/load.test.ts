import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { helpTexts, problemTexts } from '../../../src/plan/catalogue.ts'
import { loadPlan } from '../../../src/plan/load.ts'
import { inWords } from './plans.ts'

const base = mkdtempSync(join(tmpdir(), 'yuce-load-'))
afterAll(() => rmSync(base, { recursive: true }))

let folders = 0
function folderWith(files: Record<string, string>): string {
  const folder = join(base, String(folders++))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const baseline = 'sector,year,revenue\na,2022,700\n'

describe('a folder', () => {
  test('its files are read, those of assumptions/ in the order of their names', () => {
    const folder = folderWith({
      'baseline.csv': baseline,
      'assumptions/b.csv': 'variable,year,value\ngrowth,2023,8%\n',
      'assumptions/a.csv': 'variable,year,value\nrd_intensity,2023,2%\n',
      'assumptions/notes.txt': 'not a table',
      'assumptions.csv': 'variable,year,value\ngrowth,2024,9%\n',
      'README.md': 'not a table either',
    })
    const { plan, problems } = loadPlan({ folder })
    expect(problems).toEqual([])
    expect(plan?.files.map(({ name }) => name)).toEqual([
      'baseline.csv',
      'assumptions.csv',
      'assumptions/a.csv',
      'assumptions/b.csv',
    ])
    expect(plan?.files[0]?.bytes).toEqual(Buffer.from(baseline))
  })

  test('a folder that is not there, and one without a baseline', () => {
    expect(loadPlan({ folder: join(base, 'nowhere') }).problems.map(({ code }) => code)).toEqual(['folder-missing'])
    const { plan, problems } = loadPlan({ folder: folderWith({ 'growth.csv': 'growth\n8%\n' }) })
    expect([plan, problems.map(({ code }) => code)]).toEqual([null, ['baseline-missing']])
  })

  test('a CSV file of another name changes nothing, and that is said', () => {
    const folder = folderWith({
      'baseline.csv': baseline,
      'target.csv': 'x',
      'data.csv': 'y',
      'datapackage.json': '{"resources":[{"path":"data.csv"}]}',
    })
    const { plan, problems } = loadPlan({ folder })
    expect(plan).not.toBeNull()
    expect(problems.map(({ code, file, help }) => [code, file, help?.words['suggestion']])).toEqual([
      ['unknown-file', 'target.csv', 'targets.csv'],
    ])
  })

  test('a link that leaves the folder is not followed, one within it is', () => {
    const outside = folderWith({ 'secret.csv': baseline })
    const folder = folderWith({ 'data/b.csv': baseline })
    symlinkSync(join(outside, 'secret.csv'), join(folder, 'growth.csv'))
    symlinkSync('data/b.csv', join(folder, 'baseline.csv'))
    expect(loadPlan({ folder }).problems.map(inWords)).toEqual(['growth.csv:0:0 outside-folder'])
  })

  test.each([
    ['../secret.csv', 'outside-folder'],
    ['/etc/passwd', 'outside-folder'],
    ['https://example.org/x.csv', 'outside-folder'],
    ['a/../../x.csv', 'outside-folder'],
    ['gone.csv', 'resource-missing'],
  ])('the package lists %s: %s', (path, code) => {
    const folder = folderWith({
      'baseline.csv': baseline,
      'datapackage.json': JSON.stringify({ resources: [{ path }] }),
    })
    expect(loadPlan({ folder }).problems.map(inWords)).toEqual([`datapackage.json:1:1 ${code}`])
  })

  test('a folder in place of a file, and a link to itself, are told and stop nothing else', () => {
    const folder = folderWith({ 'baseline.csv/x': '', 'growth.csv': 'grwth\n8%\n' })
    symlinkSync('targets.csv', join(folder, 'targets.csv'))
    expect(loadPlan({ folder }).problems.map(({ code }) => code)).toEqual([
      'not-a-file',
      'file-unreadable',
      'unknown-heading',
    ])
  })
})

describe('quick use', () => {
  const folder = folderWith({ 'b.csv': baseline, 'g.csv': 'year,growth\n2023-2027,8%\n' })
  test('files and options make a plan; - is standard input', () => {
    const stdin = Buffer.from('year,growth\n2023-2027,9%\n')
    const { plan, problems } = loadPlan(
      {
        quick: {
          baseline: join(folder, 'b.csv'),
          growth: '-',
          targets: ['total_revenue > 1000 @ 2027', 'total_revenue > 1000 @ 2026'],
        },
      },
      { stdin, settings: ['growth[a,2026]=+1pp'] },
    )
    expect(problems).toEqual([])
    expect(plan?.files.map(({ name }) => name)).toEqual([join(folder, 'b.csv'), '-', '--target', '--target', '--set'])
    expect(plan?.targets.map(({ name }) => name)).toEqual(['total_revenue', 'total_revenue > 1000 @ 2026'])
    expect([plan?.name, plan?.assumptions.value[0], plan?.settings.length]).toEqual(['quick', 0.09, 1])
  })

  test.each([
    [{}, ['baseline-not-given']],
    [{ baseline: '-', growth: '-' }, ['stdin-twice']],
    [{ baseline: join(folder, 'x.csv') }, ['file-missing']],
    [{ baseline: folder }, ['not-a-file']],
  ])('%j', (quick, codes) => {
    expect(loadPlan({ quick }, { stdin: Buffer.from(baseline) }).problems.map(({ code }) => code)).toEqual(codes)
  })

  test.each([
    [{ encoding: 'utf8x' }, 'unknown-encoding'],
    [{ delimiter: '||' }, 'bad-delimiter'],
    [{ delimiter: '"' }, 'bad-delimiter'],
  ])('%j', (options, code) => {
    expect(
      loadPlan({ folder: folderWith({ 'baseline.csv': baseline }) }, options).problems.map((each) => each.code),
    ).toContain(code)
  })

  test('a delimiter that is given is used', () => {
    const text = baseline.replaceAll(',', '|')
    expect(loadPlan({ folder: folderWith({ 'baseline.csv': text }) }, { delimiter: '|' }).plan?.baseline.length).toBe(1)
    const tabs = baseline.replaceAll(',', '\t')
    expect(loadPlan({ folder: folderWith({ 'baseline.csv': tabs }) }, { delimiter: 'tab' }).plan?.baseline.length).toBe(
      1,
    )
  })
})

describe('the catalogue', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  test.each(Object.entries(problemTexts))(
    '%s says the same in both languages, and has a way out or takes one',
    (_, { en, zh }) => {
      expect(namesIn(zh)).toEqual(namesIn(en))
      expect(zh).toMatch(/\p{Script=Han}/u)
    },
  )

  test.each(Object.entries(helpTexts))('%s helps with the same words in both languages', (_, { en, zh }) => {
    expect(namesIn(zh)).toEqual(namesIn(en))
  })
})
