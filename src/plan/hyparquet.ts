/** What is used of hyparquet and its writer: a file of its own in the build, read by who reads or writes Parquet. */

export { parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
export { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
