import type { Plugin } from 'vitest/config'

export const viteHyparquet: Plugin
