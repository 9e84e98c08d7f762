# Case B in data.table: Rscript --vanilla case-b.R PLAN > values.csv
#
# Each scenario of a national plan: the rows of the first, its own over them, compounded by sector; as long as scenarios
# inherit only the first.

suppressPackageStartupMessages(library(data.table))
setDTthreads(as.integer(Sys.getenv("THREADS", "1")))
folder <- commandArgs(TRUE)[1]
baseline <- fread(file.path(folder, "baseline.csv"))
setnames(baseline, 3, "level")
scenarios <- fread(file.path(folder, "scenarios.csv"), sep = ",")$scenario
growth <- fread(file.path(folder, "growth.csv"))
growth[, growth := as.numeric(sub("%", "", growth, fixed = TRUE)) / 100]
base <- growth[scenario == scenarios[1], .(sector, year, growth)]
base[baseline, level := i.level, on = "sector"]

for (position in seq_along(scenarios)) {
  rates <- copy(base)
  own <- growth[scenario == scenarios[position]]
  rates[own, growth := i.growth, on = c("sector", "year")]
  rates[, value := round(level * cumprod(1 + growth), 4), by = sector]
  fwrite(
    rates[, .(scenario = scenarios[position], sector, year, value)],
    "/dev/stdout", append = position > 1, col.names = position == 1
  )
}

usage <- Sys.getenv("BENCH_USAGE")
if (usage != "") {
  # Peak memory as Linux tells it; 0 where it does not.
  status <- if (file.exists("/proc/self/status")) readLines("/proc/self/status") else ""
  peak <- sub("\\D+(\\d+) kB", "\\1", grep("^VmHWM:", status, value = TRUE))
  writeLines(paste(sum(proc.time()[1:2]), if (length(peak) == 1) peak else 0), usage)
}
