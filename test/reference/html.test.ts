/**
 * Pages of `-f html` in Chromium: nothing that a reader with a keyboard, a screen reader or a phone cannot use (axe), and
 * nothing that the page's own policy refuses. Without Chromium the tests are left out; with REQUIRE_TOOLS=1 they fail.
 */

import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from '../support/folders.ts'
import { yuce } from '../support/yuce.ts'

const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const isThere = existsSync(program)
if (!isThere && process.env['REQUIRE_TOOLS'] === '1') {
  throw new Error(`${program} is not installed, and REQUIRE_TOOLS=1 asks for it`)
}

let browser: Browser | null = null
afterAll(() => browser?.close())

const commands = [
  'check --lang zh',
  'compare trend optimistic --lang zh',
  'explain total_revenue[2027] --lang en',
  'simulate -s trend --draws 256 --lang en',
]

describe.skipIf(!isThere)('-f html', () => {
  test.each(commands)('yuce %s', async (line) => {
    const { out } = await yuce([...line.split(' '), '-f', 'html', '-p', 'data/chongqing-2027'], { cwd: root })
    browser ??= await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 400, height: 800 } })
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('request', (request) => said.push(request.url()))
      await page.setContent(out)
      expect(said).toEqual([])
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      expect(overflow).toBe(0)
      // The policy of the page would keep axe out: it goes around the page, by the debugger.
      const session = await page.context().newCDPSession(page)
      await session.send('Runtime.evaluate', { expression: axe.source })
      const { result } = await session.send('Runtime.evaluate', {
        expression: `axe.run().then(({violations}) => JSON.stringify(violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)])))`,
        awaitPromise: true,
      })
      expect(JSON.parse(result.value)).toEqual([])
      await page.close()
    }
  })
})
