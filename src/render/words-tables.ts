/** The words of `tables`, in both languages. */

import type { Drift } from '../analyses/drift.ts'
import { spaced } from './chinese.ts'
import type { Language } from './messages.ts'

export type TablesWords = {
  readonly wrote: (files: number, folder: string) => string
  readonly wouldWrite: (files: number, folder: string) => string
  readonly upToDate: (files: number, folder: string) => string
  readonly drifted: (places: number, files: number, folder: string) => string
  readonly drift: (drift: Drift, by: string | null) => string
  readonly more: (count: number) => string
  readonly changedInputs: (files: string) => string
  readonly otherVersion: (before: string, after: string) => string
  readonly writeAnew: (command: string) => string
  readonly tolerance: (rtol: string, atol: string) => string
}

const en: TablesWords = {
  wrote: (files, folder) => `wrote ${files} files to ${folder}`,
  wouldWrite: (files, folder) => `would write ${files} files to ${folder}`,
  upToDate: (files, folder) => `${folder}: ${files} files, all as they come out now`,
  drifted: (places, files, folder) =>
    `${folder}: ${places} difference${places === 1 ? '' : 's'} in ${files} file${files === 1 ? '' : 's'}`,
  drift: ({ file, kind, key, before, after }, by) => {
    switch (kind) {
      case 'folder-missing':
        return `${file}: there are no tables to compare with`
      case 'file-missing':
        return `${file}: is missing`
      case 'file-extra':
        return `${file}: is none of the tables that come out now`
      case 'column-missing':
        return `${file}: column ${key} is missing`
      case 'column-extra':
        return `${file}: column ${key} does not come out now`
      case 'column-order':
        return `${file}: columns are in another order: ${before}, now ${after}`
      case 'row-missing':
        return `${file}: row ${key} is missing`
      case 'row-extra':
        return `${file}: row ${key} does not come out now`
      case 'row-order':
        return `${file}: rows are in another order: ${before} stands where ${after} comes out now`
      case 'lines':
        return `${file}: with it line${key.includes(',') ? 's' : ''} ${key}`
      case 'options':
        return `${file}: written with other options: ${before}, now ${after}`
      default:
        return `${file}: ${key} is ${shown(before, 'empty')}, now ${shown(after, 'empty')}${by === null ? '' : ` (${by})`}`
    }
  },
  more: (count) => `… and ${count} more; -f json lists every one`,
  changedInputs: (files) => `Changed since the tables were written: ${files}.`,
  otherVersion: (before, after) => `The tables were written by yuce ${before}; this is ${after}.`,
  writeAnew: (command) => `If the new numbers are right, write the tables anew: ${command}`,
  tolerance: (rtol, atol) =>
    `Numbers differ where they are further apart than ${rtol} of the written one plus ${atol}.`,
}

const zh: TablesWords = {
  wrote: (files, folder) => spaced`已在 ${folder} 写入 ${files} 个文件`,
  wouldWrite: (files, folder) => spaced`将在 ${folder} 写入 ${files} 个文件`,
  upToDate: (files, folder) => spaced`${folder}：${files} 个文件，与现在算出的一致`,
  drifted: (places, files, folder) => spaced`${folder}：${files} 个文件中有 ${places} 处不同`,
  drift: ({ file, kind, key, before, after }, by) => {
    switch (kind) {
      case 'folder-missing':
        return spaced`${file}：没有可对照的表`
      case 'file-missing':
        return spaced`${file}：缺少此文件`
      case 'file-extra':
        return spaced`${file}：现在算出的表中没有此文件`
      case 'column-missing':
        return spaced`${file}：缺少列 ${key}`
      case 'column-extra':
        return spaced`${file}：现在算出的表中没有列 ${key}`
      case 'column-order':
        return spaced`${file}：列的次序不同：原为 ${before}，现为 ${after}`
      case 'row-missing':
        return spaced`${file}：缺少行 ${key}`
      case 'row-extra':
        return spaced`${file}：现在算出的表中没有行 ${key}`
      case 'row-order':
        return spaced`${file}：行的次序不同：${before} 所在处现为 ${after}`
      case 'lines':
        return spaced`${file}：随之不同的行：${key}`
      case 'options':
        return spaced`${file}：写表时的选项不同：原为 ${before}，现为 ${after}`
      default:
        return spaced`${file}：${key} 原为 ${shown(before, '空')}，现为 ${shown(after, '空')}${by === null ? '' : spaced`（${by}）`}`
    }
  },
  more: (count) => spaced`……另有 ${count} 处；-f json 可列出全部`,
  changedInputs: (files) => spaced`写表之后改动过的文件：${files}。`,
  otherVersion: (before, after) => spaced`这些表由 yuce ${before} 写成，现为 ${after}。`,
  writeAnew: (command) => spaced`如新的数字无误，请重新写表：${command}`,
  tolerance: (rtol, atol) => spaced`与所写数字之差超过其 ${rtol} 倍加 ${atol}，才算不同。`,
}

function shown(text: string | null, empty: string): string {
  return text === null || text === '' ? empty : text
}

const words: Readonly<Record<Language, TablesWords>> = { en, zh }

export function tablesWords(language: Language): TablesWords {
  return words[language]
}
