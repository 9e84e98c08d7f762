/** A plan whose every name is one that somebody should not be able to run. */

import type { Files } from '../reference/plans.ts'

const hostile = [
  "=cmd|'/c calc'!A0",
  '<script>alert(1)</script>',
  '\u202Egnp.exe',
  '#REF!',
  'R1C1',
  `"quoted", 'twice'`,
  'line\nbreak',
  `&amp; ]]> ${'长'.repeat(10_000)}`,
]

export const hostilePlan: Files = {
  'datapackage.json': JSON.stringify({ title: hostile[0], title_en: hostile[1], yuce: { unit: '亿元' } }),
  'sectors.csv': csv([['sector', 'name_en', 'name_zh'], ...hostile.map((name, index) => [`s${index}`, name, name])]),
  'scenarios.csv': csv([
    ['scenario', 'inherits', 'name_en', 'name_zh', 'description'],
    ...hostile.map((name, index) => [`c${index}`, index === 0 ? '' : 'c0', name, name, name]),
  ]),
  'baseline.csv': csv([
    ['sector', 'year', 'revenue', 'source', 'note'],
    ...hostile.map((name, index) => [`s${index}`, '2024', '10', name, name]),
  ]),
  'growth.csv': csv([
    ['scenario', 'sector', 'year', 'growth', 'note'],
    ['c0', '*', '2025', '5%', hostile[0] ?? ''],
  ]),
  'projects.csv': csv([
    ['project', 'sector', 'start', 'output', 'name_en', 'name_zh', 'source'],
    ...hostile.map((name, index) => [`p${index}`, 's0', '2025', '1', name, name, name]),
  ]),
  'targets.csv': csv([
    ['target', 'indicator', 'year', 'op', 'value', 'name_en', 'name_zh'],
    ...hostile.map((name, index) => [`t${index}`, 'total_revenue', '2025', '>', '80', name, name]),
  ]),
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('')
}
