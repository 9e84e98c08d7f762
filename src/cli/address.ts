/** `revenue[displays,2027]`: one number of a plan, as it is typed. */

import { PlanError } from '../plan/problem.ts'
import { usageProblem } from './usage.ts'

export type Address = {
  readonly variable: string
  /** As typed; null where none is given. */
  readonly sector: string | null
  readonly year: number | null
}

/**
 * The last part in the brackets is the year if it is one; what stands before it is the sector, commas and all.
 *
 * @throws PlanError where the brackets are not closed or hold nothing
 * @example readAddress('revenue[displays,2027]') // { variable: 'revenue', sector: 'displays', year: 2027 }
 * @example readAddress('total_revenue[2027]')    // { variable: 'total_revenue', sector: null, year: 2027 }
 */
export function readAddress(text: string): Address {
  const match = /^\s*([^[\]［］]+?)\s*(?:[[［](.*)[\]］])?\s*$/su.exec(text)
  const [, variable, inside] = match ?? []
  if (variable === undefined || inside?.trim() === '') {
    const words = { example: "'revenue[displays,2027]'", other: "'total_revenue[2027]'" }
    throw new PlanError([usageProblem('address-syntax', { text }, { key: 'write-or', words })])
  }
  if (inside === undefined) return { variable, sector: null, year: null }
  const [, before = '', last = ''] = /^(?:(.*)[,，])?([^,，]*)$/su.exec(inside) ?? []
  const year = /^\s*\d{4}\s*$/.test(last) ? Number(last) : null
  const sector = (year === null ? inside : before).trim()
  return { variable, sector: sector === '' ? null : sector, year }
}
