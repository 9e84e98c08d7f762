/**
 * Names that every JavaScript object has something under, for everything a plan can name. Whatever the command, the plan
 * gives what the same plan gives under plain names.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { shellWords } from './support/words.ts'
import { yuce } from './support/yuce.ts'

/** Plain names and what stands for them. Names of one kind keep their order, where output is sorted by them. */
const names: Readonly<Record<string, string>> = {
  Sector1: '__proto__',
  Sector2: 'constructor',
  Sector3: 'hasOwnProperty',
  Group1: '__proto__',
  Level1: 'toString',
  Factor1: 'valueOf',
  Factor2: '__defineGetter__',
  Sum1: 'isPrototypeOf',
  Scenario1: '__proto__',
  Scenario2: 'constructor',
  Target1: '__proto__',
  Target2: 'constructor',
  Target3: 'toString',
  Project1: '__proto__',
  Project2: 'then',
  Linkage1: '__proto__',
}

const plan: Readonly<Record<string, string>> = {
  'datapackage.json': '{"title": "Group1", "__proto__": {"yuce": {"horizon": 2099}}, "yuce": {"horizon": 2027}}',
  'sectors.csv': 'sector,name_zh,name_en,group\nSector1,Sector1,,Group1\nSector2,,Sector2,Group1\nSector3,,,\n',
  'baseline.csv': `sector,year,revenue,Level1
Sector1,2023,90,
Sector2,2023,45,
Sector3,2023,9,
Sector1,2024,100,1
Sector2,2024,50,2
Sector3,2024,10,4
`,
  'scenarios.csv': 'scenario,inherits\nScenario1,\nScenario2,Scenario1\n',
  'assumptions.csv': `scenario,sector,variable,year,value
*,*,growth,*,"normal(5%, 2%)"
Scenario2,Sector1,growth,2026,8%
*,*,Factor1,*,2
*,total,Factor2,*,0.5
`,
  'equations.csv': `variable,formula
revenue,"lag(revenue) * (1 + growth) + capacity + 0 * linked(Level1, Linkage1)"
Level1,lag(Level1) * Factor1
Sum1,sum(Level1) * Factor2
total_revenue,sum(revenue)
`,
  'targets.csv': `target,indicator,sector,year,op,value
Target1,total_revenue,,2027,>=,195
Target2,Sum1,,2027,>=,20
Target3,revenue,Sector1,2027,<,122
`,
  'projects.csv': 'project,sector,start,full,output\nProject1,Sector1,2025,2026,5\nProject2,Sector2,2026,,3\n',
  'correlations.csv': 'variable,sector_a,sector_b,correlation\ngrowth,Sector1,Sector2,0.5\n',
  'linkages.csv': 'linkage,from,to,coefficient\nLinkage1,Sector1,Sector2,0.1\n',
}

const history = `sector,2019,2020,2021,2022,2023
Sector1,50,56,60,66,75
Sector2,10,10.5,11.5,12,13.5
`
const cases = 'Level1,Factor1,Sum1\n1,2,0\n2,1,1\n3,5,1\n4,2,1\n5,1,0\n6,3,1\n7,4,1\n8,2,0\n'

function renamed(text: string): string {
  return text.replace(
    /(?:Sector|Group|Level|Factor|Sum|Scenario|Target|Project|Linkage)\d/g,
    (name) => names[name] ?? name,
  )
}

const parent = mkdtempSync(join(tmpdir(), 'yuce-names-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

/** Two folders of one name, so that nothing but the names within differs. */
function folder(kind: string, rename: (text: string) => string): string {
  const cwd = join(parent, kind)
  mkdirSync(join(cwd, 'plan'), { recursive: true })
  for (const [file, text] of Object.entries(plan)) writeFileSync(join(cwd, 'plan', file), rename(text))
  writeFileSync(join(cwd, 'history.csv'), rename(history))
  writeFileSync(join(cwd, 'cases.csv'), rename(cases))
  return cwd
}

const plain = folder('plain', (text) => text)
const strange = folder('strange', renamed)

const line = (text: string, rename = (each: string) => each) => (shellWords(text) ?? []).map(rename)

/** Hashes of the files that were read are of other files. */
const withoutHashes = (text: string) => text.replace(/"sha256":\s*"[0-9a-f]{64}"/g, '"sha256":""')

const sameLines = [
  'project -p plan -f csv --variable revenue,Level1,Sum1,Factor1,Factor2',
  'project -p plan -f json',
  'project -p plan -s Scenario2 -f ndjson --layout wide --set Factor1[Sector2,2026]=3 --set output[Project1]=*0.5',
  'check -p plan -f csv --require Scenario1:Target2',
  'check -p plan -f json',
  'validate -p plan -f json',
  'explain Sum1[2027] -p plan -s Scenario2 -f json',
  'explain revenue[Sector1,2027] -p plan -f json',
  'solve -p plan -s Scenario1 --target Target1 -f json',
  'solve -p plan -s Scenario2 --target Target2 --vary Factor1[*,2027] --bounds 0:10 -f csv',
  'solve -p plan -s Scenario1 --target Target1 --least --vary growth[Sector1] --vary growth[Sector2] -f json',
  'sweep -p plan --over Factor1[Sector1,2026]=1:3:1 --target Target2 -f csv',
  'compare Scenario1 Scenario2 -p plan -f json --by sector',
  'track -p plan -f json',
  'calibrate history.csv -f csv',
  'calibrate history.csv --correlations -f csv',
  'sensitivity -p plan --method tornado --of total_revenue -f csv',
  "discover --from cases.csv --of Sum1 --where '> 0.5' --inputs Level1,Factor1 --min-mass 0.3 -f json",
]

const filesLines = [
  ['tables tables -p plan', 'tables'],
  ['export --to iamc -p plan -o iamc.csv', 'iamc.csv'],
  ['export --to datapackage -p plan -o package', 'package'],
] as const

/** Bytes that hold names in ways of their own (compressed, indexed, in scripts). */
const binaryLines = [
  ['export --to xlsx -p plan -o plan.xlsx', 'plan.xlsx'],
  ['export -p plan -o plan.parquet', 'plan.parquet'],
  ['report -p plan --simulate -o report.html', 'report.html'],
] as const

/** Draws belong to the name of what is drawn, so that chances agree only as those of two seeds do. */
const drawnLines = [
  'simulate -p plan -f json --draws 2048',
  'sensitivity -p plan --method sobol --of total_revenue --draws 512 -f json',
  'sensitivity -p plan --method shapley --of total_revenue --draws 512 -f json',
  'sensitivity -p plan --method morris --of total_revenue --draws 64 -f json',
  'discover -p plan --target Target1 -s Scenario1 --draws 1000 -f json',
]

/** Every name and every chance in an answer, in order. */
function told(value: unknown, key = ''): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => told(each, key))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, each]) => (name === 'inputs' && key === '' ? [] : told(each, name)))
  }
  return typeof value === 'string' || key === 'probability' ? [value] : []
}

/** All files of a folder by name, with the underscores that Markdown escapes as they are. */
function contents(path: string, rename: (text: string) => string): Map<string, string> {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  const files = entries.flatMap((each) => (each.isFile() ? [join(each.parentPath, each.name)] : []))
  const named = files.map(
    (file) =>
      [rename(file.slice(path.length)), comparable(rename(readFileSync(file, 'utf8')).replaceAll('\\_', '_'))] as const,
  )
  return new Map(named.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Lengths and hashes are of other files, and a list of files has them in the order of their names. */
function comparable(text: string): string {
  const lines = text.startsWith('{') ? text.split(/,?\n/).sort().join('\n') : text
  return lines.replace(/[0-9a-f]{64}/g, '').replace(/"bytes":\s*\d+/g, '"bytes":0')
}

describe('the plan under strange names is the plan under plain ones', () => {
  test.each(sameLines)('%s', async (text) => {
    const expected = await yuce(line(text), { cwd: plain })
    const actual = await yuce(line(text, renamed), { cwd: strange })
    expect(actual.err).toBe(renamed(expected.err))
    expect(actual.exit).toBe(expected.exit)
    expect(expected.exit).toBeLessThan(2)
    expect(withoutHashes(actual.out)).toBe(renamed(withoutHashes(expected.out)))
  })

  test.each(drawnLines)('%s', async (text) => {
    const expected = await yuce(line(text), { cwd: plain })
    const actual = await yuce(line(text, renamed), { cwd: strange })
    expect(actual.err).toBe(renamed(expected.err))
    expect(actual.exit).toBe(expected.exit)
    expect(expected.exit).toBeLessThan(2)
    const [are, were] = [told(JSON.parse(actual.out)), told(JSON.parse(renamed(expected.out)))]
    const rounded = (all: unknown[]) => all.map((each) => (typeof each === 'number' ? 0 : each))
    expect(new Set(rounded(are))).toEqual(new Set(rounded(were)))
    // 2048 Sobol' points know a chance to about 0.01.
    are.forEach((each, i) => {
      if (typeof each === 'number') expect(Math.abs(each - Number(were[i]))).toBeLessThan(0.05)
    })
  })

  test.each(filesLines)('%s', async (text, path) => {
    const expected = await yuce(line(text), { cwd: plain })
    const actual = await yuce(line(text, renamed), { cwd: strange })
    expect(actual).toEqual({ ...expected, exit: 0, err: renamed(expected.err) })
    if (path.includes('.')) {
      // IAMC names begin with a capital letter.
      const text = (cwd: string) => readFileSync(join(cwd, path), 'utf8')
      expect(text(strange).toLowerCase()).toBe(renamed(text(plain)).toLowerCase())
    } else expect(contents(join(strange, path), (text) => text)).toEqual(contents(join(plain, path), renamed))
  })

  test.each(binaryLines)('%s', async (text, path) => {
    const { exit, err } = await yuce(line(text, renamed), { cwd: strange })
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const bytes = readFileSync(join(strange, path))
    expect(bytes.length).toBeGreaterThan(1000)
    expect(bytes.includes('[object Object]')).toBe(false)
  })

  test('simulate --shard and merge', async () => {
    for (const shard of ['1/2', '2/2']) {
      const words = line(`simulate -p plan --draws 256 --shard ${shard} -o ${shard[0]}.json`)
      expect(await yuce(words, { cwd: strange })).toMatchObject({ exit: 0 })
    }
    const merged = await yuce(line('merge 1.json 2.json -p plan -f json'), { cwd: strange })
    const whole = await yuce(line('simulate -p plan --draws 256 -f json'), { cwd: strange })
    expect(merged).toEqual(whole)
  })

  test('diff of two plans, and of a plan and itself', async () => {
    const differing = async (cwd: string, rename: (text: string) => string) => {
      mkdirSync(join(cwd, 'other'), { recursive: true })
      for (const [file, text] of Object.entries(plan)) {
        writeFileSync(
          join(cwd, 'other', file),
          rename(text.replace('Scenario2,Sector1,growth,2026,8%', 'Scenario2,Sector1,growth,2026,9%')),
        )
      }
      return await yuce(['diff', 'plan', 'other', '-f', 'json'], { cwd })
    }
    const expected = await differing(plain, (text) => text)
    const actual = await differing(strange, renamed)
    expect(actual.exit).toBe(1)
    expect(withoutHashes(actual.out)).toBe(renamed(withoutHashes(expected.out)))
    expect(await yuce(['diff', 'plan', 'plan'], { cwd: strange })).toMatchObject({ exit: 0 })
  })

  test('init copies it', async () => {
    expect(await yuce(['init', 'copy', '--from', 'plan'], { cwd: strange })).toMatchObject({ exit: 0 })
    const out = async (folder: string) => (await yuce(['project', '-p', folder, '-f', 'csv'], { cwd: strange })).out
    expect(await out('copy')).toBe(await out('plan'))
  })
})

test('every command is among them, or reads no names of a plan', () => {
  const all = [...sameLines, ...drawnLines, ...filesLines.flat(), ...binaryLines.flat()].map(
    (text) => text.split(' ')[0],
  )
  const without = commands.flatMap(({ name }) => (all.includes(name) ? [] : [name]))
  expect(without).toEqual(['init', 'merge', 'diff', 'completion', 'help'])
})
