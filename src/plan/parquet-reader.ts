/** What is used of hyparquet: a file of its own in the build, read where a plan has Parquet files. */

export { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
