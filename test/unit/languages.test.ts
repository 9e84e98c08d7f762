/**
 * The words yuce says: each of them is used; in Chinese nothing is said in English, nor the reverse; Chinese and Latin stand a
 * space apart. (That no key is missing in a language, the compiler sees to.)
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withPlan } from '../reference/plans.ts'
import { filesOf, root } from '../support/folders.ts'

const source = filesOf(join(root, 'src')).filter((path) => path.endsWith('.ts'))
const textOf = new Map(source.map((path) => [path, readFileSync(join(root, 'src', path), 'utf8')]))

/** The keys of the catalogues in a file: what the type says that holds in every language. */
function keysIn(text: string): string[] {
  const held = new Set([...text.matchAll(/: Readonly<Record<Language, (\w+)>>/g)].map(([, type]) => type))
  const bodies = [...text.matchAll(/^(?:export )?type (\w+) = \{\n(.*?)^\}/gms)].filter(([, type]) => held.has(type))
  return bodies.flatMap(([, , body = '']) => [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, key]) => key ?? ''))
}

const catalogues = [...textOf].filter(([, text]) => keysIn(text).length > 0)

test('every word of a catalogue is said somewhere', () => {
  expect(catalogues.length).toBeGreaterThan(10)
  const unused = catalogues.flatMap(([path, text]) => {
    const others = [...textOf].filter(([other]) => other !== path).map(([, other]) => other)
    return keysIn(text)
      .filter((key) => {
        const use = new RegExp(`\\.${key}\\b|\\{[^{}]*\\b${key}\\b[^{}]*\\}(?: = |: \\w*Words\\b)|'${key}'`)
        return !others.some((other) => use.test(other))
      })
      .map((key) => `${path}: ${key}`)
  })
  expect(unused).toEqual([])
})

/** A plan in which all that its author named is Chinese. */
const chinese = {
  'datapackage.json': '{"title": "某市电子信息产业", "yuce": {"baseYear": 2024, "horizon": 2027}}',
  'sectors.csv': 'sector,name_zh\n集成电路,\n新型显示,\n',
  'baseline.csv':
    'sector,year,revenue(亿元),low,high,status,source,note\n集成电路,2024,8000,7800,8200,official,年鉴,初步核算\n新型显示,2024,1500,,,press,新闻,估计\n',
  'growth.csv':
    'scenario,sector,year,growth\n趋势,*,*,"normal(4%, 2%)"\n趋势,集成电路,2026,"normal(6%, 3%)"\n冲击,新型显示,2026,-10%\n',
  'scenarios.csv': 'scenario,inherits,description\n趋势,,延续近年走势。\n冲击,趋势,外需下滑。\n',
  'targets.csv':
    'target,indicator,sector,year,op,value,unit\n总量,total_revenue,,2027,>,12000,亿元\n主业,revenue,集成电路,2026,>=,9000,亿元\n',
  'projects.csv': 'project,sector,start,full,output,realisation\n一期,集成电路,2025,2027,300,"uniform(60%, 100%)"\n',
  'correlations.csv': 'variable,sector_a,sector_b,correlation\ngrowth,*,*,0.3\n',
  'measures.csv': 'sector,year,variable,value,measure,status\ntotal,2025,revenue,9900,产值,derived\n',
  'history.csv':
    'sector,2019,2020,2021,2022,2023,2024\n集成电路,5000,5600,6100,6900,7300,8000\n新型显示,1000,1130,1180,1290,1400,1500\n',
}

const commands = [
  'project',
  'project -s 趋势,冲击 --set growth[*,2027]=+1pp',
  'check',
  'validate',
  'explain total_revenue[2027]',
  'explain revenue[集成电路,2026] -s 冲击',
  'compare 趋势 冲击',
  'compare 趋势@2024 趋势@2027 --by sector',
  'solve --target 总量',
  'solve --target 总量,主业 --least -s 冲击',
  'sweep --over growth[*,2026-2027]=0%:20%:10%',
  'sweep --over growth[*,*]=-2pp,+2pp growth[集成电路,2027]=0%,5% --target 主业',
  'simulate --draws 256',
  'simulate -s 趋势,冲击 --draws 256',
  'sensitivity --draws 64',
  'sensitivity --method morris --draws 16',
  'sensitivity --method tornado --target 总量',
  'discover --target 总量 --draws 512',
  'track',
  'calibrate history.csv',
  'diff . .',
]

/** What is typed, named in a file, or called so in both languages: formulas, options, files, addresses, authors. */
const identifiers = [
  /^[│├└─\s]*= .*$/gm,
  /^\s*yuce .*$|：yuce .*$/gm,
  /--set .*$/gm,
  /\bopen-sdg\b|[+-]\d+pp\b|--?[a-z][\w-]*(?: (?:json|[A-Z]\b))?/g,
  /\b[\w-]+\.(?:csv|json|md)\b/g,
  /[\p{L}_]+\[[^\]]*\](?:=\S+)?/gu,
  /\b(?:normal|uniform|pert)\([^)]*\)/g,
  /\b(?:total_revenue|revenue|growth|n\/a|LMDI-I|Sobol|Shapley|Morris|Student|Fisher|Ang|yuce|plan)\b/g,
]

function ownWords(text: string): string[] {
  const rest = identifiers.reduce((left, each) => left.replace(each, ' '), text)
  return rest.match(/.{0,12}[A-Za-z]{2,}.{0,12}/g) ?? []
}

const english: Readonly<Record<string, string>> = {
  某市电子信息产业: 'Electronics',
  集成电路: 'chips',
  新型显示: 'displays',
  亿元: 'million USD',
  年鉴: 'yearbook',
  初步核算: 'first account',
  新闻: 'news',
  估计: 'estimate',
  趋势: 'trend',
  冲击: 'shock',
  '延续近年走势。': 'As of late.',
  '外需下滑。': 'Exports fall.',
  总量: 'total-output',
  主业: 'core',
  一期: 'first',
  产值: 'gross output',
}

function inEnglish(text: string): string {
  return Object.entries(english).reduce((left, [zh, en]) => left.replaceAll(zh, en), text)
}

describe.each(commands)('yuce %s', (line) => {
  const said = (...args: string[]) =>
    withPlan(chinese, async ({ run }) => {
      const { exit, out, err } = await run([...line.split(' '), ...args])
      expect(exit, err).toBeLessThan(2)
      return out + err
    })

  test('in Chinese says nothing in English', async () => {
    expect(ownWords(await said('--lang', 'zh'))).toEqual([])
  })

  test('in English says nothing in Chinese', () => {
    const files = Object.entries(chinese).map(([name, text]) => [name, inEnglish(text)])
    return withPlan(Object.fromEntries(files), async ({ run }) => {
      const { exit, out, err } = await run([...inEnglish(line).split(' '), '--lang', 'en'])
      expect(exit, err).toBeLessThan(2)
      expect(out + err).not.toMatch(/.*[\p{Script=Han}，。：；（）].*/u)
    })
  })

  test('in Chinese stands a space from numbers and Latin, and from nothing else', async () => {
    const text = await said('--lang', 'zh')
    const tight = text.match(/.{0,8}(?:\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}).{0,8}/gu) ?? []
    expect(tight).toEqual([])
    const loose = text.match(/.{0,8}\p{Script=Han} \p{Script=Han}.{0,8}|.{0,8} [，。；：、）》].{0,8}/gu) ?? []
    expect(loose).toEqual([])
  })
})
