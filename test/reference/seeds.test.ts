/**
 * The bundled plan against the action plan it models: seeds/ holds what the action plan says, each fact with an id, and
 * the `ref` columns of data/chongqing-2027/ cite those ids. The tables of data/ against the Data Package standard.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { GRADES } from '../../src/plan/types.ts'
import { filesOf, root } from '../support/folders.ts'
import rules from './data-package.schema.json' with { type: 'json' }

type Row = Readonly<Record<string, string>>
type Table = { readonly path: string; readonly headings: readonly string[]; readonly rows: readonly Row[] }

const planFolder = 'data/chongqing-2027'

function tableAt(path: string): Table {
  const records: string[][] = parse(readFileSync(join(root, path)))
  const [headings = [], ...lines] = records
  const rows = lines.map((cells) => Object.fromEntries(headings.map((heading, field) => [heading, cells[field] ?? ''])))
  return { path, headings, rows }
}

function tablesOf(folder: string): Table[] {
  const paths = filesOf(join(root, folder)).filter((path) => path.endsWith('.csv'))
  return paths.map((path) => tableAt(`${folder}/${path}`))
}

const planTables = tablesOf(planFolder)
const planTable = (name: string): readonly Row[] => tableAt(`${planFolder}/${name}`).rows
const seed = (name: string): readonly Row[] => tableAt(`seeds/${name}.csv`).rows
const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => row['id'] ?? '')
const refsOf = (row: Row): string[] => (row['ref'] ?? '').split(' ').filter((ref) => ref !== '')
const refsIn = (...tables: readonly (readonly Row[])[]): Set<string> => new Set(tables.flat().flatMap(refsOf))
const seeds = { targets: seed('targets'), sectors: seed('sectors'), projects: seed('projects') }
const levers = [...seed('tasks'), ...seed('safeguards')]

describe('seeds', () => {
  test('every fact has an id of its own, a section of the action plan, both names and the fact', () => {
    const rows = tablesOf('seeds').flatMap((table) => table.rows)
    expect(new Set(idsOf(rows)).size).toBe(rows.length)
    for (const row of rows) {
      for (const heading of ['id', 'section', 'name_zh', 'name_en', 'fact'])
        expect(row[heading], row['id']).toBeTruthy()
    }
  })

  test('every project group belongs to a sector', () => {
    for (const { sector } of seeds.projects) expect(idsOf(seeds.sectors)).toContain(sector)
  })
})

describe('the plan carries what the action plan says, and the reverse', () => {
  test('every target of the action plan is a target of the plan, with the same year, comparison, value and unit', () => {
    const judged = ['year', 'op', 'value', 'unit']
    for (const target of seeds.targets) {
      const own = planTable('targets.csv').filter((row) => refsOf(row).includes(target['id'] ?? ''))
      expect(own, target['id']).toHaveLength(1)
      for (const heading of judged) expect(own[0]?.[heading], target['id']).toBe(target[heading])
    }
    expect(planTable('targets.csv')).toHaveLength(seeds.targets.length)
  })

  test('every sector of the action plan is one sector of the plan; beside them there is only the residual', () => {
    const sectors = planTable('sectors.csv')
    const named = sectors.filter((row) => refsOf(row).length > 0)
    expect(named.flatMap(refsOf)).toEqual(idsOf(seeds.sectors))
    expect(sectors.filter((row) => !named.includes(row)).map((row) => row['sector'])).toEqual(['other'])
    const residuals = planTable('baseline.csv').filter((row) => row['value'] === 'residual')
    expect(residuals.map((row) => row['sector'])).toEqual(['other'])
  })

  test('every project group of the action plan is a named project, or part of the growth of its sector', () => {
    const carried = refsIn(planTable('projects.csv'), planTable('growth.csv'))
    for (const id of idsOf(seeds.projects)) expect(carried).toContain(id)
  })

  test('a row that cites a project group stands in the sector the action plan names it under', () => {
    const groups = new Map(seeds.projects.map((row) => [row['id'], row['sector']]))
    const sectors = new Map(planTable('sectors.csv').map((row) => [row['sector'], row['ref']]))
    for (const row of planTables.flatMap((table) => table.rows)) {
      for (const ref of refsOf(row)) {
        const sector = groups.get(ref)
        if (sector !== undefined) expect(sectors.get(row['sector']), `${ref} ${row['note']}`).toBe(sector)
      }
    }
  })

  test('the levers and risks that have a scenario cite the task or safeguard that names them', () => {
    const cited = (scenario: string) => {
      const tables = ['growth.csv', 'projects.csv', 'assumptions/rd_intensity.csv', 'assumptions/digital_share.csv']
      return refsIn(tables.flatMap(planTable).filter((row) => row['scenario'] === scenario))
    }
    expect(cited('power-shortage')).toContain('G04')
    expect(cited('instalments')).toContain('G02')
    expect(cited('chengdu-chongqing')).toContain('K07')
    expect(cited('export-markets')).toContain('K06')
  })

  test('every ref of the plan is an id of seeds', () => {
    const known = new Set([...Object.values(seeds), levers].flatMap(idsOf))
    for (const { path, rows } of planTables) {
      for (const ref of rows.flatMap(refsOf)) expect(known, path).toContain(ref)
    }
  })
})

describe('provenance', () => {
  const graded = planTables.filter((table) => table.headings.includes('status'))

  test('every status is a grade', () => {
    for (const { path, rows } of graded) for (const row of rows) expect(GRADES, path).toContain(row['status'])
  })

  test('every number has a source or a reason; an assumed one always has a reason', () => {
    expect(graded.map((table) => table.path)).toHaveLength(7)
    for (const { path, rows } of graded) {
      for (const row of rows) {
        expect(`${row['source']}${row['note']}`, `${path} ${JSON.stringify(row)}`).not.toBe('')
        if (row['status'] === 'assumed') expect(row['note'], `${path} ${JSON.stringify(row)}`).not.toBe('')
        if (row['status'] === 'official' || row['status'] === 'press') expect(row['source'], path).toMatch(/https?:/)
      }
    }
  })

  test('the only official level is the total of 2022, and nothing later stands in the baseline', () => {
    const baseline = planTable('baseline.csv')
    expect(new Set(baseline.map((row) => row['year']))).toEqual(new Set(['2022']))
    const official = baseline.filter((row) => row['status'] === 'official')
    expect(official.map((row) => [row['sector'], row['variable'], row['value']])).toEqual([
      ['total', 'revenue', '7356'],
    ])
  })

  test('the estimates of 2023–2025 are measures, derived, each inside its band', () => {
    const estimates = planTable('measures.csv').filter(
      (row) => row['variable'] === 'revenue' && row['sector'] === 'total' && Number(row['year']) > 2022,
    )
    expect(estimates.map((row) => [row['year'], row['value'], row['low'], row['high'], row['status']])).toEqual([
      ['2023', '7160', '7063', '7263', 'derived'],
      ['2024', '7370', '6680', '8000', 'derived'],
      ['2025', '7450', '6670', '8140', 'derived'],
    ])
    expect(new Set(estimates.map((row) => row['measure']))).toEqual(new Set(['产值']))
  })
})

describe('arithmetic of the notes', () => {
  const level = (sector: string) => Number(planTable('baseline.csv').find((row) => row['sector'] === sector)?.['value'])

  test('6.34 % a year from 7356 passes 10000, and 6.33 % does not', () => {
    expect(level('total') * 1.0634 ** 5).toBeGreaterThan(10000)
    expect(level('total') * 1.0633 ** 5).toBeLessThan(10000)
  })

  test('the sectors without a public figure are the one residual of 1262 that the others leave', () => {
    const known = ['computers', 'phones', 'displays', 'semiconductors', 'sensors'].map(level)
    expect(level('total') - known.reduce((sum, each) => sum + each, 0)).toBe(1262)
    const assumed = ['smart-home', 'ai-robots', 'pv-storage', 'servers', 'future'].map(level)
    expect(1262 - assumed.reduce((sum, each) => sum + each, 0)).toBe(622)
  })

  test('levels with a band lie in it', () => {
    for (const { value = '', low = '', high = '' } of planTable('baseline.csv').filter((row) => row['low'] !== '')) {
      expect(Number.parseFloat(low)).toBeLessThanOrEqual(Number.parseFloat(value))
      expect(Number.parseFloat(high)).toBeGreaterThanOrEqual(Number.parseFloat(value))
    }
  })
})

type Field = {
  readonly name: string
  readonly type: string
  readonly constraints?: { readonly required?: boolean; readonly enum?: readonly string[] }
}
type ForeignKey = {
  readonly fields: readonly string[]
  readonly reference: { readonly resource?: string; readonly fields: readonly string[] }
}
type Resource = {
  readonly name: string
  readonly path: string
  readonly schema: {
    readonly fields: readonly Field[]
    readonly primaryKey?: readonly string[]
    readonly foreignKeys?: readonly ForeignKey[]
  }
}

const isOfType: Readonly<Record<string, (text: string) => boolean>> = {
  string: () => true,
  number: (text) => /^-?\d+(\.\d+)?$/.test(text),
  year: (text) => /^\d{4}$/.test(text),
}

const packages = filesOf(join(root, 'data'))
  .filter((path) => path.endsWith('datapackage.json'))
  .map((path) => `data/${path.slice(0, -'/datapackage.json'.length)}`)

describe.each(packages)('%s is a data package (version 2)', (folder) => {
  const descriptor = JSON.parse(readFileSync(join(root, folder, 'datapackage.json'), 'utf8'))
  const resources: readonly Resource[] = descriptor.resources
  const rowsOf = ({ path }: Resource) => tableAt(`${folder}/${path}`).rows

  test('the descriptor keeps the rules of the profile', () => {
    const validate = new Ajv({ allErrors: true }).compile(rules)
    validate(descriptor)
    expect(validate.errors ?? []).toEqual([])
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length)
  })

  test('the resources are exactly the tables that are there', () => {
    const tables = filesOf(join(root, folder)).filter((path) => path.endsWith('.csv'))
    expect(resources.map(({ path }) => path).sort()).toEqual(tables)
  })

  test('every table has the fields of its schema, and every cell their type', () => {
    for (const { path, schema } of resources) {
      const { headings, rows } = tableAt(`${folder}/${path}`)
      expect(headings, path).toEqual(schema.fields.map(({ name }) => name))
      for (const { name, type, constraints } of schema.fields) {
        const cells = rows.map((row) => row[name] ?? '')
        const given = cells.filter((cell) => cell !== '')
        for (const cell of given) expect(isOfType[type]?.(cell), `${path} ${name} ${cell}`).toBe(true)
        if (constraints?.required === true) expect(given, `${path} ${name}`).toEqual(cells)
        if (constraints?.enum !== undefined) for (const cell of given) expect(constraints.enum, path).toContain(cell)
      }
    }
  })

  test('primary keys are unique and foreign keys lead somewhere', () => {
    const keysOf = (resource: Resource, [field = '']: readonly string[]) =>
      rowsOf(resource).map((row) => row[field] ?? '')
    for (const resource of resources) {
      const { primaryKey, foreignKeys = [] } = resource.schema
      if (primaryKey !== undefined) {
        const keys = keysOf(resource, primaryKey)
        expect(new Set(keys).size, resource.path).toBe(keys.length)
      }
      for (const { fields, reference } of foreignKeys) {
        const other = resources.find(({ name }) => name === (reference.resource ?? resource.name))
        const known = other === undefined ? [] : keysOf(other, reference.fields)
        for (const key of keysOf(resource, fields)) if (key !== '') expect(known, resource.path).toContain(key)
      }
    }
  })

  test('files are UTF-8 without a byte order mark, with line feeds, and end in one', () => {
    for (const { path } of resources) {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        readFileSync(join(root, folder, path)),
      )
      expect(text.includes('\r') || text.startsWith('\uFEFF'), path).toBe(false)
      expect(text.endsWith('\n'), path).toBe(true)
    }
  })
})
