/**
 * docs/ci.md does what it says, as far as a shell can: the first commands, the hook, and every `run` of the workflow,
 * in a git repository with a plan, as GitHub's runner would (bash -e). `npx` is the built program.
 */

import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './support/folders.ts'
import { fences } from './support/markdown.ts'

const page = readFileSync(join(root, 'docs/ci.md'), 'utf8')
const blocks = fences(page)
const block = (start: RegExp) => blocks.find(({ body }) => start.test(body))?.body ?? ''
const workflow = block(/^name: tables/)
const hook = block(/^#!\/bin\/sh/)
const first = block(/^npx yuce tables/)
const attributes = block(/^tables\/\*\*/)

/** Commands of the workflow by their name; those without one by themselves. */
const steps = [...workflow.matchAll(/^ {6}- (?:name: (.+)\n(?: {8}if: .+\n)? {8})?run: (.+)$/gm)].map(
  ([, name, line]) => ({ name: name ?? line ?? '', line: line ?? '' }),
)

type Shell = (line: string) => { readonly exit: number; readonly out: string }

/** A repository with the plan in plan/, its tables committed, and the hook in place. */
function withRepository(use: (folder: string, shell: Shell) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-ci-'))
  const bin = join(folder, '.git/bin')
  const shell: Shell = (line) => {
    const identity = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'a' }
    const git = { ...identity, GIT_COMMITTER_EMAIL: 'a@example.org', GIT_CONFIG_GLOBAL: '/dev/null' }
    const runner = { GITHUB_STEP_SUMMARY: join(folder, '.git/summary.md'), GITHUB_BASE_REF: 'main' }
    const env = { ...git, ...runner, PATH: `${bin}:${process.env['PATH']}`, HOME: folder, LANG: 'C' }
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', line], { cwd: folder, env, encoding: 'utf8' })
    return { exit: status ?? -1, out: stdout + stderr }
  }
  try {
    expect(shell('git init -q -b main').exit).toBe(0)
    mkdirSync(bin)
    const program = join(root, 'bin/yuce.js')
    writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec "${process.execPath}" "${program}" "$@"\n`)
    chmodSync(join(bin, 'npx'), 0o755)
    expect(shell('npx yuce init plan --from three-sectors -q || npx yuce init plan -q').exit).toBe(0)
    writeFileSync(join(folder, '.gitattributes'), attributes)
    expect(shell(first)).toMatchObject({ exit: 0 })
    expect(shell('git add -A && git commit -qm first && git update-ref refs/remotes/origin/main main').exit).toBe(0)
    writeFileSync(join(folder, '.git/hooks/pre-commit'), hook)
    chmodSync(join(folder, '.git/hooks/pre-commit'), 0o755)
    use(folder, shell)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runOf(name: string): string {
  const step = steps.find((each) => each.name === name)
  if (step === undefined) throw new RangeError(`no step '${name}'`)
  return step.line
}

const sound = 'The plan is sound'
const words = 'What the changes assume, in words'
const check = 'The tables are what comes out of the plan'

describe('docs/ci.md', () => {
  test('names the steps that are run here, and npm ci, which is not', () => {
    expect(steps.map(({ name }) => name)).toEqual(['npm ci', sound, words, check])
    expect(page).toContain(`entry: ${runOf(check)}\n`)
    expect(hook).toContain(runOf(check))
  })

  test('every step passes on an untouched tree', () => {
    withRepository((folder, shell) => {
      for (const name of [sound, words, check]) expect(shell(runOf(name)), name).toMatchObject({ exit: 0 })
      expect(readFileSync(join(folder, '.git/summary.md'), 'utf8')).toContain('no differences')
      expect(shell('git commit -q --allow-empty -m nothing').exit).toBe(0)
    })
  })

  test('a changed assumption is told in words and fails the check, until the tables are written anew', () => {
    withRepository((folder, shell) => {
      const path = join(folder, 'plan/growth.csv')
      const text = readFileSync(path, 'utf8')
      writeFileSync(
        path,
        text.replace(/(\d+(?:\.\d+)?)%/, (_, digits: string) => `${Number(digits) + 1}%`),
      )
      expect(shell(runOf(words)).exit).toBe(0)
      expect(readFileSync(join(folder, '.git/summary.md'), 'utf8')).toMatch(/\(\+1 pp\)/)
      expect(shell(runOf(check)).exit).toBe(1)
      expect(shell('git commit -qam change').exit).not.toBe(0)
      expect(shell(first).exit).toBe(0)
      expect(shell(runOf(check)).exit).toBe(0)
      expect(shell('git commit -qam change').exit).toBe(0)
    })
  })

  test('the hook refuses a number mended by hand', () => {
    withRepository((folder, shell) => {
      const { out } = shell('git ls-files "tables/*/revenue.csv"')
      const path = join(folder, out.split('\n')[0] ?? '')
      writeFileSync(path, readFileSync(path, 'utf8').replace(/(\d),亿元|(\d{3}),/, '$1$29,'))
      const committed = shell('git commit -qam mended')
      expect(committed.exit).not.toBe(0)
      expect(committed.out).toContain('revenue.csv')
    })
  })

  test('trouble is not taken for a difference', () => {
    withRepository((_, shell) => {
      expect(shell(runOf(words).replace('$GITHUB_BASE_REF', 'gone')).exit).not.toBe(0)
      expect(shell(runOf(check).replace('tables tables', 'tables nowhere')).exit).toBe(1)
    })
  })
})
