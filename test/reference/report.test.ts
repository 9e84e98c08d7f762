/**
 * The report in a real browser, off the network: it keeps its own policy, its sliders say what the command line says, and
 * nothing in a plan can make it do anything else. axe-core and pdftotext are the judges of access and of paper.
 */

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeBrowser, needsChromium, withPage } from '../support/browser.ts'
import { root } from '../support/folders.ts'
import { shellWords } from '../support/words.ts'
import { yuce } from '../support/yuce.ts'

// A browser beside a build on two cores.
vi.setConfig({ testTimeout: 180_000 })
beforeEach(needsChromium)
afterAll(closeBrowser)

async function reported(...args: string[]): Promise<string> {
  const { exit, out, err } = await yuce(['report', ...args], { cwd: root })
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return out
}

const bundled = { zh: await reported('--lang', 'zh'), en: await reported('--lang', 'en') }
const languages = ['zh', 'en'] as const
const schemes = ['light', 'dark'] as const

test('the same input gives the same bytes', async () => {
  expect(await reported('--lang', 'zh')).toBe(bundled.zh)
})

test('project -f html is the same page', async () => {
  const { out } = await yuce(['project', '-f', 'html', '--lang', 'en'], { cwd: root })
  expect(out).toBe(bundled.en)
})

describe.each(languages)('the page in %s', (language) => {
  test('opens from a file with the network off, and neither asks for anything nor breaks its policy', async () => {
    await withPage(bundled[language], {}, async (page, trouble) => {
      await page.locator('#lever-0').press('ArrowRight')
      expect(trouble).toEqual({ told: [], requests: [] })
      expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-CN' : 'en')
    })
  })

  test('has a policy that really is one: what is not its own does not run', async () => {
    await withPage(bundled[language], {}, async (page, trouble) => {
      await page.evaluate(`{
        const script = document.createElement('script')
        script.textContent = 'window.ran = true'
        document.body.append(script)
        document.body.setAttribute('style', 'color: red')
        new Image().src = 'https://example.org/x.png'
      }`)
      await page.waitForTimeout(50)
      expect(await page.evaluate('window.ran')).toBeUndefined()
      expect(trouble.told.filter((line) => line.includes('policy')).map((line) => line.split(' ')[2])).toEqual([
        'script-src-elem',
        'style-src-attr',
        'img-src',
      ])
    })
  })

  test.each(schemes)('is accessible to axe-core, %s', async (colorScheme) => {
    // Only here: axe is a script of ours that the page would refuse.
    await withPage(bundled[language], { colorScheme, bypassCSP: true }, async (page) => {
      await page.addScriptTag({ content: readFileSync(axe, 'utf8') })
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
      const found = (await page.evaluate('axe.run()')) as AxeResults
      expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(found.passes.length).toBeGreaterThan(20)
    })
  })

  test.each([1280, 390, 360])('does not scroll sideways at %i pixels', async (width) => {
    await withPage(bundled[language], { viewport: { width, height: 800 } }, async (page) => {
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    })
  })

  test('says everything but the panel without a script', async () => {
    await withPage(bundled[language], { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('#verdict').textContent()).toContain('7,907')
      expect(await page.locator('noscript').isVisible()).toBe(true)
    })
  })
})

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
type AxeResults = {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  readonly passes: readonly unknown[]
}

describe('what if', () => {
  type Checked = { readonly value: number | null; readonly unit: string | null; readonly verdict: string }
  const verdicts: Readonly<Record<string, string>> = {
    met: '✓ met',
    missed: '✗ missed',
    undetermined: '? undetermined',
  }

  /** Does a printed number stand for a value: is it the nearest with its digits? */
  const standsFor = (text: string, { value, unit }: Checked) => {
    const printed = Number(text.replace(/[,%]/g, ''))
    const digits = (text.replace('%', '').split('.')[1] ?? '').length
    const size = value === null ? Number.NaN : value * (unit === '1' ? 100 : 1)
    return Math.abs(printed - size) <= 0.5 * 10 ** -digits * (1 + 1e-9)
  }

  test('ten settings made by keyboard are what check says of the copied command', async () => {
    const random = generator(20271126)
    await withPage(bundled.en, {}, async (page, trouble) => {
      const sliders = await page.locator('input[type=range]').count()
      const scenarios = await page.locator('#what-if-scenario option').count()
      const seen = new Set<string>()
      for (let round = 0; round < 10; round++) {
        await page.locator('button[type=reset]').press('Enter')
        await choose(page, '#what-if-scenario', Math.floor(random() * scenarios))
        await choose(page, '#what-if-years', Math.floor(random() * 5))
        for (let moves = 0; moves < 4; moves++) {
          const slider = page.locator(`#lever-${Math.floor(random() * sliders)}`)
          if (!(await slider.isEnabled())) continue
          const key = ['ArrowRight', 'ArrowLeft', 'PageUp', 'PageDown', 'End'][Math.floor(random() * 5)] ?? 'End'
          await slider.focus()
          for (let presses = 1 + Math.floor(random() * 6); presses > 0; presses--) await page.keyboard.press(key)
        }
        await page.waitForTimeout(60)
        const line = (await page.locator('#what-if-command').textContent()) ?? ''
        const [program, project, ...words] = shellWords(line) ?? []
        expect([program, project]).toEqual(['yuce', 'project'])
        const { out, err } = await yuce(['check', ...words, '-f', 'json'], { cwd: root })
        expect(err).toBe('')
        const results: readonly Checked[] = JSON.parse(out).results
        const rows = await rowsIn(page, '#what-if-targets tbody tr')
        expect(rows).toHaveLength(results.length)
        results.forEach((result, i) => {
          const [, , after = '', , verdict] = rows[i] ?? []
          expect(verdict, line).toBe(verdicts[result.verdict])
          expect(standsFor(after, result), `${line}: ${after} for ${result.value}`).toBe(true)
        })
        seen.add(results.map(({ value }) => value).join())
      }
      expect(seen.size).toBe(10)
      expect(trouble.told).toEqual([])
    })
  })

  test('the cards below are what check says of every scenario', async () => {
    await withPage(bundled.en, {}, async (page) => {
      await page.locator('#lever-0').focus()
      for (let presses = 0; presses < 8; presses++) await page.keyboard.press('ArrowRight')
      await page.waitForTimeout(60)
      const { out } = await yuce(['check', '--set', 'growth[*,2023-2027]=+4pp', '-f', 'json'], { cwd: root })
      const results: readonly (Checked & { readonly target: string })[] = JSON.parse(out).results
      const targets = [...new Set(results.map(({ target }) => target))]
      for (const [k, target] of targets.entries()) {
        const rows = await rowsIn(page, `#what-if-cards .card:nth-child(${k + 1}) tbody tr`)
        const own = results.filter((each) => each.target === target)
        expect(rows.map((cells) => cells.at(-1))).toEqual(own.map(({ verdict }) => verdicts[verdict]))
        own.forEach((result, i) => {
          const [, , text = ''] = rows[i] ?? []
          expect(standsFor(text, result), `${target} ${i}: ${text} for ${result.value}`).toBe(true)
        })
      }
    })
  })

  test('reset brings the plan back, and the verdict is read out once it rests', async () => {
    await withPage(bundled.en, {}, async (page) => {
      const before = await page.locator('.results').innerHTML()
      await page.locator('#lever-0').press('End')
      await page.waitForTimeout(800)
      expect(await page.locator('#what-if-spoken').textContent()).toBe(
        await page.locator('#what-if-verdict').textContent(),
      )
      expect(await page.locator('#lever-0').getAttribute('aria-valuetext')).toBe('+10 pp')
      await page.locator('button[type=reset]').press('Enter')
      await page.waitForTimeout(60)
      expect(await page.locator('#what-if-verdict').textContent()).toContain('revenue 7,907')
      expect(await page.locator('#what-if-plot').innerHTML()).toBe(
        /<div id="what-if-plot">(.*?)<\/div>\s*$/s.exec(before)?.[1],
      )
    })
  })

  test('a panel drawn by the page is the one drawn by the command', async () => {
    const shown = async (javaScriptEnabled: boolean) =>
      withPage(bundled.zh, { javaScriptEnabled }, (page) =>
        page.locator('#whatIf .results, #whatIf .every').allInnerTexts(),
      )
    expect(await shown(true)).toEqual(await shown(false))
  })
})

/** By keyboard: to the top of the list, and so many steps down. */
async function choose(page: Page, select: string, place: number): Promise<void> {
  await page.locator(select).focus()
  await page.keyboard.press('Home')
  for (let presses = 0; presses < place; presses++) await page.keyboard.press('ArrowDown')
}

/** The cells of each row, a line of a cell each. */
async function rowsIn(page: Page, selector: string): Promise<string[][]> {
  const rows = `[...document.querySelectorAll(${JSON.stringify(selector)})]`
  return (await page.evaluate(
    `${rows}.map((row) => [...row.cells].flatMap((cell) => cell.innerText.split('\\n')).map((text) => text.trim()))`,
  )) as string[][]
}

/** A linear congruential generator: the same numbers every time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const reader = 'pdftotext'

describe('on paper', () => {
  test.for(languages)('every row of a table is on one page, %s', async (language, context) => {
    needsPdftotext(context)
    const many = { ...plain, ...manySectors(90) }
    for (const html of [bundled[language], await reportOf(many, '--lang', language)]) {
      const { rows, pages } = await withPage(html, {}, async (page) => {
        const found = (await page.evaluate(`[...document.querySelectorAll('main tbody tr')]
          .filter((row) => !row.closest('#whatIf'))
          .map((row) => row.textContent)`)) as string[]
        return { rows: found.map(bareText), pages: textsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true })) }
      })
      expect(rows.length).toBeGreaterThan(80)
      expect(rows.filter((row) => !pages.some((text) => text.includes(row)))).toEqual([])
      expect(pages.every((text) => !text.includes(bareText(language === 'zh' ? '复制命令' : 'Copy the command')))).toBe(
        true,
      )
    }
  })

  test('a table longer than a page has its headings on each', async (context) => {
    needsPdftotext(context)
    const html = await reportOf({ ...plain, ...manySectors(90) }, '--lang', 'en')
    const pages = await withPage(html, {}, async (page) =>
      textsOf(await page.pdf({ format: 'A4', preferCSSPageSize: true })),
    )
    const withRows = pages.filter((text) => /sector\d+x[\d,.]+/.test(text))
    expect(withRows.length).toBeGreaterThan(1)
    for (const text of withRows) expect(text).toMatch(/202420252026/)
  })

  function needsPdftotext({ skip }: { skip: (note: string) => void }): void {
    if (spawnSync(reader, ['-v']).status === 0) return
    if (process.env['REQUIRE_TOOLS'] === '1')
      throw new Error('pdftotext is not installed, and REQUIRE_TOOLS=1 asks for it')
    skip('pdftotext is not installed')
  }

  /** The text of each page in the order in which it is drawn, without spaces. */
  function textsOf(pdf: Uint8Array): string[] {
    const text = execFileSync(reader, ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' })
    return text.split('\f').map(bareText)
  }

  function bareText(text: string): string {
    return text.normalize('NFKC').replace(/\s+/g, '')
  }

  function manySectors(count: number): Record<string, string> {
    const sectors = Array.from({ length: count }, (_, i) => `sector${i}x`)
    return {
      'baseline.csv': `sector,2024\n${sectors.map((name, i) => `${name},${1000 + 7 * i}`).join('\n')}\n`,
      'growth.csv': `scenario,sector,year,growth\nbase,*,2025-2027,${5}%\nlow,*,2025-2027,1%\n`,
    }
  }
})

/** A small plan; other files are laid over it. */
const plain = {
  'baseline.csv': 'sector,2024\na,100\nb,50\n',
  'growth.csv': 'scenario,sector,year,growth\nbase,*,2025-2027,5%\nlow,*,2025-2027,1%\n',
  'targets.csv': 'target,indicator,year,op,value\nt,total_revenue,2027,>,170\n',
}

async function withPlan<T>(files: Readonly<Record<string, string>>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-plan-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function reportOf(files: Readonly<Record<string, string>>, ...args: string[]): Promise<string> {
  const { exit, out, err } = await withPlan(files, (cwd) => yuce(['report', ...args], { cwd }))
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return out
}

describe('a plan whose every name is hostile', () => {
  const marks = [
    '<script>window.ran=1</script>',
    '</script><script>window.ran=1</script>',
    '"><img src=x onerror=window.ran=1>',
    "' onmouseover='window.ran=1",
    '<!--<script>',
    '\u202e\u2066turned\u2069 about\u202c',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an author may write one
    '${window.ran=1}`${window.ran=1}`',
    '</style><svg onload=window.ran=1>',
    ']]></text><a href="javascript:window.ran=1">',
    `${'long'.repeat(2500)}`,
  ]
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const [first = '', second = ''] = marks
  const names = marks.map((mark, i) => `${mark}${i}`)
  const hostile = {
    'datapackage.json': JSON.stringify({
      title: first,
      title_en: second,
      sources: marks.map((title) => ({ title, path: `javascript:window.ran=1//${title}` })),
      yuce: { unit: '<b>亿元' },
    }),
    'sectors.csv': `sector,name_zh,name_en,group,note\n${names.map((name) => [name, name, name, first, first].map(quoted).join()).join('\n')}\n`,
    'scenarios.csv': `scenario,name_zh,name_en,description\n${names.map((name) => [name, name, name, second].map(quoted).join()).join('\n')}\n`,
    'baseline.csv': `sector,variable,year,value,unit,source,note,status\n${names.map((name, i) => `${quoted(name)},revenue,2024,${100 + i},${quoted('<b>亿元')},${quoted(`${name} https://x.org/"><script>window.ran=1</script>`)},${quoted(first)},official`).join('\n')}\n`,
    'growth.csv': `scenario,sector,year,growth,source\n${names.map((name) => `${quoted(name)},*,2025-2027,"normal(5%, 2%)",${quoted(name)}`).join('\n')}\n`,
    'targets.csv': `target,indicator,year,op,value,name_zh,name_en,ref\n${names.map((name, i) => `${quoted(name)},total_revenue,2027,>,${900 + 100 * i},${quoted(name)},${quoted(name)},${quoted(first)}`).join('\n')}\n`,
    'projects.csv': `project,sector,start,output,realisation,name_zh,name_en,source\n${names.map((name) => `${quoted(name)},${quoted(name)},2025,10,50%,${quoted(name)},${quoted(name)},${quoted(name)}`).join('\n')}\n`,
  }

  test.each(languages)('runs nothing, in %s', async (language) => {
    const html = await reportOf(hostile, '--lang', language, '--simulate', '--draws', '256')
    await withPage(html, { viewport: { width: 390, height: 800 } }, async (page, trouble) => {
      for (const lever of await page.locator('input[type=range]:enabled').all()) await lever.press('ArrowRight')
      await choose(page, '#what-if-scenario', 3)
      await page.waitForTimeout(100)
      expect(await page.evaluate('window.ran')).toBeUndefined()
      expect(trouble).toEqual({ told: [], requests: [] })
      const strangers = `[...document.querySelectorAll('*')].filter((each) =>
        !['head','body','html'].includes(each.localName) &&
        (['img', 'iframe', 'object', 'b', 'base'].includes(each.localName) ||
        (each.localName === 'script' && each.parentNode !== document.body) ||
        [...each.attributes].some(({ name, value }) => name.startsWith('on') || name === 'style' || /^javascript:/i.test(value)))).length`
      expect(await page.evaluate(strangers)).toBe(0)
      expect(await page.evaluate('document.scripts.length')).toBe(2)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    })
  })

  test('keeps every name in its cell, without the marks that turn a line', async () => {
    const html = await reportOf(hostile, '--lang', 'en')
    await withPage(html, {}, async (page) => {
      const cells = await page.locator('#targets .card:first-child tbody th').allTextContents()
      expect(cells).toEqual(names.map((name) => name.replace(/\p{Cf}/gu, '')))
    })
  })

  test.each([
    ['project'],
    ['project', '-s', names[3] ?? ''],
    ['compare', names[3] ?? '', names[5] ?? '', '--variable', 'total_revenue', '--by', 'sector'],
    ['sensitivity', '--method', 'tornado'],
    ['simulate', '-s', names[3] ?? '', '--draws', '256'],
  ])('is a picture that is XML and runs nothing: %s %s', async (...args) => {
    const { drawing, err } = await withPlan(hostile, async (folder) => {
      const ran = await yuce([...args, '--plot', 'x.svg', '-f', 'json'], { cwd: folder })
      return {
        err: ran.err,
        drawing: existsSync(join(folder, 'x.svg')) ? readFileSync(join(folder, 'x.svg'), 'utf8') : '',
      }
    })
    expect(err).toBe('')
    await withPage('<!doctype html><title>x</title>', {}, async (page) => {
      const found = await page.evaluate(`{
        const svg = new DOMParser().parseFromString(${JSON.stringify(drawing).replaceAll('<', '\\u003c')}, 'image/svg+xml')
        const all = [...svg.querySelectorAll('*')]
        ;({
          root: svg.documentElement.localName,
          faults: svg.querySelectorAll('parsererror').length,
          strange: all.filter((each) => ['script', 'a', 'foreignObject', 'image'].includes(each.localName)
            || [...each.attributes].some(({ name }) => name.startsWith('on') || name.endsWith('href'))).length,
        })
      }`)
      expect(found).toEqual({ root: 'svg', faults: 0, strange: 0 })
    })
  })
})
