/** What `yuce export --to` can write. */

export const exportFormats = ['xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]
