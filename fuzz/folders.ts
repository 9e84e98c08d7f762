/** Folders that are fuzzed: made once a process, taken away at its end. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const made: string[] = []

/** A folder of its own, without a link on the way to it. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yuce-fuzz-'))
  if (made.length === 0)
    process.on('exit', () => made.forEach((each) => void rmSync(each, { recursive: true, force: true })))
  made.push(folder)
  return folder
}

/**
 *     secret.txt
 *     plan/baseline.csv, sub/inner.csv
 *     plan/inside → sub, plan/outside → .., plan/passwd → /etc/passwd, plan/round → round
 */
export function folderWithLinks(): string {
  const parent = newFolder()
  const plan = join(parent, 'plan')
  mkdirSync(join(plan, 'sub'), { recursive: true })
  writeFileSync(join(parent, 'secret.txt'), 'secret\n')
  writeFileSync(join(plan, 'baseline.csv'), 'sector,year,revenue\na,2024,1\n')
  writeFileSync(join(plan, 'growth.csv'), 'year,growth\n2025-2026,5%\n')
  writeFileSync(join(plan, 'sub/inner.csv'), 'x\n')
  symlinkSync('sub', join(plan, 'inside'))
  symlinkSync('..', join(plan, 'outside'))
  symlinkSync('/etc/passwd', join(plan, 'passwd'))
  symlinkSync('round', join(plan, 'round'))
  return plan
}
