/** What `yuce export --to` can write. */

export const exportFormats = ['xlsx', 'iamc', 'datapackage', 'parquet'] as const
export type ExportFormat = (typeof exportFormats)[number]
