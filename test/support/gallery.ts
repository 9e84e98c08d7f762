/**
 * The gallery of problems: test/problems/<code>/ holds the smallest plan that shows a problem, and
 *
 *     command          what follows `yuce` on the command line, or a whole line; without it, `validate -p .`
 *     expected.en.txt  everything printed, stdout before stderr; expected.zh.txt the same in Chinese
 *     expected.json    exit code, and each problem's code, severity and place
 *     terminal         how many columns the terminal has that it is run on; without it, stdout and stderr are pipes
 *     whole-file       why this problem has no line; without it, line and column are required
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ProblemCode, problemTexts, type Severity } from '../../src/plan/catalogue.ts'
import { filesOf, foldersOf, isExpectation, root, textOf } from './folders.ts'
import { fenced } from './markdown.ts'

export const codes = Object.keys(problemTexts).sort() as ProblemCode[]
export const gallery = foldersOf('problems')

export function folderOf(code: string): string {
  return join(root, 'test/problems', code)
}

/** The line that is typed. */
export function lineOf(code: string): string {
  const command = textOf(join(folderOf(code), 'command')).trim() || 'validate -p .'
  return /\byuce\b/.test(command) ? command : `yuce ${command}`
}

/** The terminal that it is run on. */
export function terminalOf(code: string): { readonly columns?: number } {
  const columns = Number(textOf(join(folderOf(code), 'terminal')))
  return columns > 0 ? { columns } : {}
}

/** docs/problems.md: every code, its words, a plan that shows it, and what is printed. */
export function problemsPage(): string {
  const head = `# Problems

Everything yuce can find wrong, in alphabetical order of its code. A code never changes and is the same in every
language; \`yuce validate -f json\` prints it. Each example is a test: the plan below is read, and the text below it is
compared character by character. \`npm run update\` writes this page.
`
  return [head, ...codes.map(section)].join('\n')
}

const kinds: Readonly<Record<Severity, { readonly en: string; readonly zh: string }>> = {
  error: { en: 'An error', zh: '错误' },
  warning: { en: 'A warning', zh: '警告' },
  note: { en: 'A note', zh: '提示' },
}

function section(code: ProblemCode): string {
  const { severity, en, zh } = problemTexts[code]
  const plan = filesOf(folderOf(code)).filter((path) => !isExpectation(path))
  const why = textOf(join(folderOf(code), 'whole-file')).trim()
  // A page has one kind of line end; what is printed may have another (CSV).
  const printed = textOf(join(folderOf(code), 'expected.en.txt')).replaceAll('\r\n', '\n')
  return [
    `## ${code}\n`,
    `${kinds[severity].en}: ${en}\n`,
    `${kinds[severity].zh}：${zh}\n`,
    ...(why === '' ? [] : [`${why}\n`]),
    ...plan.map((path) => shownFile(code, path)),
    fenced('console', `$ ${lineOf(code)}\n${printed}`),
  ].join('\n')
}

function shownFile(code: string, path: string): string {
  const bytes = readFileSync(join(folderOf(code), path))
  const text = new TextDecoder('utf-8').decode(bytes)
  const isText = Buffer.from(text, 'utf8').equals(bytes.subarray(bytes.length - Buffer.byteLength(text)))
  const language = /\.(\w+)$/.exec(path)?.[1] ?? ''
  return `\`${path}\`\n\n${fenced(language, isText ? visible(text) : escaped(bytes))}`
}

/** Control characters by their names, so that the page shows what the file holds. */
function visible(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, (each) => `\\x${each.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function escaped(bytes: Uint8Array): string {
  const shown = [...bytes].map((byte) =>
    (byte >= 32 && byte < 127) || byte === 10 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  )
  return shown.join('')
}
