import type { Plugin } from 'vitest/config'

export const viteWat: Plugin
