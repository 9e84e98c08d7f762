/** What is in the file: formulas of ours only, parts in the order of the standard, the same bytes twice. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileModel } from '../../../src/model/compile.ts'
import { projectScenario } from '../../../src/model/project.ts'
import { loadPlan } from '../../../src/plan/load.ts'
import { workbookBytes } from '../../../src/render/workbook/bytes.ts'
import { dataBook } from '../../../src/render/workbook/data-book.ts'
import { cellText, rangeNamer, sheetNamer } from '../../../src/render/workbook/places.ts'
import { planBook } from '../../../src/render/workbook/plan-book.ts'
import { verdictFormula } from '../../../src/render/workbook/targets-sheet.ts'
import { withPlan } from '../../reference/plans.ts'
import { hostilePlan } from '../../support/hostile-plan.ts'
import { partsOf } from '../../support/spreadsheet.ts'

async function bookOf(folder: string, language: 'zh' | 'en' = 'en'): Promise<Uint8Array> {
  const { plan } = loadPlan({ folder })
  if (plan === null) throw new Error('the plan does not load')
  const { model } = await compileModel(plan)
  if (model === null) throw new Error('the plan does not compile')
  const projections = plan.scenarios.map((_, scenario) => projectScenario(model, scenario))
  return workbookBytes(planBook(model, projections, { language, digits: null }))
}

/** Names that a formula of ours calls. */
const ours = new Set(
  (
    'ABS AND CHOOSE COS COUNT EXACT EXP IF INDEX INT ISBLANK ISNUMBER LN MAX MIN MINVERSE MMULT NA NOT OR ROUND SIN SQRT ' +
    'SUM SUMIF SUMPRODUCT'
  ).split(' '),
)

describe('a plan whose every name is hostile', () => {
  test('the formulas of the workbook are ours', async () => {
    await withPlan(hostilePlan, async ({ folder }) => {
      const parts = await partsOf(await bookOf(folder))
      let count = 0
      for (const [path, text] of parts) {
        if (!path.startsWith('xl/worksheets/sheet')) continue
        for (const [, formula = ''] of text.matchAll(/<f[^>]*>([^<]*)<\/f>/g)) {
          count++
          // Names of sheets and verdicts stand in quotes; what is left is cells, numbers, operators and our functions.
          const bare = formula
            .replace(/'(?:[^']|'')*'!/g, '')
            .replace(/"[^"]*"/g, '')
            .replace(/&lt;|&gt;/g, '<')
          expect(bare, formula).toMatch(/^[A-Z0-9$:.,+\-*/^<>=()]*$/)
          for (const [, name = ''] of bare.matchAll(/([A-Z]+)\(/g)) expect(ours, formula).toContain(name)
        }
      }
      expect(count).toBeGreaterThan(500)
    })
  })

  test('every name is there as text, and every sheet has a name that Excel takes', async () => {
    await withPlan(hostilePlan, async ({ folder }) => {
      const parts = await partsOf(await bookOf(folder))
      const strings = parts.get('xl/sharedStrings.xml') ?? ''
      expect(strings).toContain("=cmd|'/c calc'!A0</t>")
      expect(strings).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
      const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(
        ([, name]) => name ?? '',
      )
      const plain = names.map((name) =>
        name
          .replaceAll('&apos;', "'")
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      )
      for (const name of plain) expect(name).toMatch(/^(?!')[^[\]:*?/\\\p{Cc}\p{Cf}]{1,31}(?<!')$/u)
      expect(new Set(plain.map((name) => name.toLowerCase())).size).toBe(plain.length)
    })
  })

  test('the file is sound', async () => {
    await withPlan(hostilePlan, async ({ folder }) => expectSound(await partsOf(await bookOf(folder, 'zh'))))
  })
})

describe.each(['chongqing-2027', ...readdirSync('data/examples').map((name) => `examples/${name}`)])('%s', (name) => {
  const folder = join('data', name)
  test('the file is sound', async () => {
    expectSound(await partsOf(await bookOf(folder)))
  })
})

test('the same bytes twice', async () => {
  const [first, second] = [await bookOf('data/examples/ramps', 'zh'), await bookOf('data/examples/ramps', 'zh')]
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
})

test('a table of data keeps its types: numbers, text that looks like a formula, nothing', async () => {
  const table = {
    columns: ['name', 'value'],
    rows: [
      ['=1+1', 0.1],
      ['#N/A', null],
      ['00123', -0.5],
    ] as const,
  }
  const parts = await partsOf(await workbookBytes(dataBook('yuce', table, null)))
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  expect(sheet).not.toContain('<f')
  expect(sheet).toContain('<v>0.1</v>')
  expect(sheet).toMatch(/<c r="A3"[^>]* t="inlineStr"[^>]*><is><r>.*?<t[^>]*>#N\/A<\/t><\/r><\/is>/)
  expect(parts.get('xl/sharedStrings.xml')).toContain('<t>00123</t>')
  expectSound(parts)
})

/** ECMA-376, part 1, 18.3.1.99: the children of a worksheet come in this order. */
const inOrder = (
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter ' +
  'sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks ' +
  'printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags ' +
  'drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst'
).split(' ')

function expectSound(parts: ReadonlyMap<string, string>): void {
  expectTypes(parts)
  expectLinks(parts)
  let strings = 0
  for (const [path, text] of parts) {
    expect(text, path).not.toMatch(/NaN|Infinity|undefined|\[object/)
    if (!path.startsWith('xl/worksheets/sheet')) continue
    const children = childrenOf(text)
    const places = children.map((child) => inOrder.indexOf(child))
    expect(places, `${path}: ${children.join(' ')}`).not.toContain(-1)
    expect(places, `${path}: ${children.join(' ')}`).toEqual([...places].sort((a, b) => a - b))
    strings += text.match(/ t="s"/g)?.length ?? 0
    for (const [, formula = ''] of text.matchAll(/<f[^>]*>([^<]*)<\/f>/g)) expect(formula.length).toBeLessThan(8192)
  }
  const shared = parts.get('xl/sharedStrings.xml') ?? ''
  expect(shared).toContain(` count="${strings}" uniqueCount="${shared.match(/<si>/g)?.length ?? 0}"`)
  const defined = [
    ...(parts.get('xl/workbook.xml') ?? '').matchAll(/<definedName name="([^"]*)"(?: localSheetId="(\d+)")?/g),
  ]
  const names = defined.map(([, name, sheet]) => `${name?.toLowerCase()} ${sheet ?? ''}`)
  expect(new Set(names).size).toBe(names.length)
  for (const [, name = ''] of defined) expect(name).toMatch(/^(_xlnm\.Print_Titles|[\p{L}_][\p{L}\p{N}_.]{0,254})$/u)
  expect(parts.get('xl/workbook.xml')).toContain('fullCalcOnLoad="1"')
}

/** Names of the elements right below the first one. */
function childrenOf(xml: string): string[] {
  const children: string[] = []
  let depth = 0
  for (const [, end, name = '', own] of xml.matchAll(/<(\/?)([\w:]+)(?:"[^"]*"|[^>"])*?(\/?)>/g)) {
    if (end === '/') depth--
    else {
      if (depth === 1) children.push(name)
      if (own !== '/') depth++
    }
  }
  expect(depth).toBe(0)
  return children
}

/** Every part has a content type, and nothing has one that is not there. */
function expectTypes(parts: ReadonlyMap<string, string>): void {
  const types = parts.get('[Content_Types].xml') ?? ''
  const defaults = [...types.matchAll(/<Default Extension="([^"]*)"/g)].map(([, extension]) => extension)
  const overrides = [...types.matchAll(/<Override PartName="([^"]*)"/g)].map(([, path]) => path?.slice(1) ?? '')
  for (const path of overrides) expect([...parts.keys()]).toContain(path)
  for (const path of parts.keys()) {
    if (path !== '[Content_Types].xml')
      expect(overrides.includes(path) || defaults.includes(path.split('.').at(-1))).toBe(true)
  }
}

/** Every relationship leads to a part, and no id is given twice. */
function expectLinks(parts: ReadonlyMap<string, string>): void {
  for (const [path, text] of parts) {
    if (!path.endsWith('.rels')) continue
    const folder = path.replace(/_rels\/[^/]*$/, '')
    const links = [...text.matchAll(/<Relationship\b[^>]*>/g)].map(([link]) => link)
    const ids = links.map((link) => / Id="([^"]*)"/.exec(link)?.[1])
    expect(new Set(ids).size).toBe(ids.length)
    for (const link of links) {
      const target = / Target="([^"]*)"/.exec(link)?.[1] ?? ''
      const resolved = new URL(target, `file:///${folder}`).pathname.slice(1)
      expect(parts.has(resolved), `${path} → ${target}`).toBe(true)
    }
  }
}

test('a file that is there is replaced whole, or not touched', async () => {
  await withPlan({ ...hostilePlan, 'old.xlsx': 'old' }, async ({ folder, run }) => {
    const refused = await run(['export', '-p', '.', '-o', 'old.xlsx', '--no-clobber'])
    expect([refused.exit, readFileSync(join(folder, 'old.xlsx'), 'utf8')]).toEqual([2, 'old'])
    const ran = await run(['export', '-p', '.', '-o', 'old.xlsx'])
    expect(ran.exit, ran.err).toBe(0)
    expect(readFileSync(join(folder, 'old.xlsx')).subarray(0, 2).toString()).toBe('PK')
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([])
  })
})

describe('names', () => {
  test('of sheets: allowed, short, none twice however they are written', () => {
    const name = sheetNamer()
    expect(name("'a/b:c'")).toBe('a b c')
    expect(name('A B C')).toBe('A B C 2')
    expect(name('History')).toBe('History_')
    expect(name('长'.repeat(40))).toBe('长'.repeat(31))
    expect(name('长'.repeat(40))).toBe(`${'长'.repeat(29)} 2`)
    expect(name('')).toBe('_')
  })

  test('of ranges: never a cell, none twice', () => {
    const name = rangeNamer()
    expect(name('growth', 'A1', '趋势')).toBe('growth.A1.趋势')
    expect(name('growth', 'a1', '趋势')).toBe('growth.a1.趋势.2')
    expect(name('1st', '=x', '')).toBe('_1st._x.')
  })

  test('of cells: no control characters, no escapes of Excel, not too long', () => {
    expect(cellText('a\u0000b\r\nc_x0041_')).toBe('ab\nc_x005F_x0041_')
    expect(cellText('\u{1F600}'.repeat(20_000)).length).toBeLessThanOrEqual(32_767)
    expect(cellText('\u{1F600}'.repeat(20_000))).toMatch(/^(\u{1F600})+…$/u)
  })
})

test('a verdict without a value or a threshold is neither met nor missed', () => {
  const words = { met: 'met', missed: 'missed', undetermined: 'undetermined' }
  expect(verdictFormula('H5', '>', 'F5', words)).toBe(
    'IF(COUNT(H5,F5)<2,"undetermined",IF(ABS(H5-F5)<=1E-9*ABS(F5),"missed",IF(H5>F5,"met","missed")))',
  )
})
