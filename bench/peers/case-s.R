# Case S in R: Rscript --vanilla case-s.R DRAWS

draws <- as.numeric(commandArgs(TRUE)[1])
set.seed(1)
start <- c(3200, 650, 420, 380, 310, 260, 340, 700, 60, 30)
mean_growth <- c(.03, .10, .16, .18, .12, .20, .15, .08, .25, .25)
deviation <- c(.05, .07, .09, .12, .06, .10, .12, .05, .15, .15)
correlation <- matrix(.4, 10, 10)
diag(correlation) <- 1
factor <- chol(correlation)
intensity <- seq(.016, .020, length.out = 4)

revenue <- matrix(start, draws, 10, byrow = TRUE)
for (year in 1:4) {
  scores <- matrix(rnorm(draws * 10), draws) %*% factor
  for (sector in 1:10) {
    revenue[, sector] <- revenue[, sector] * (1 + mean_growth[sector] + deviation[sector] * scores[, sector])
  }
  total <- rowSums(revenue)
  research <- total * (intensity[year] + .001 * rnorm(draws))
  print(c(mean(total), quantile(total, c(.05, .25, .5, .75, .95))))
}
print(c(mean(total > 10000), mean(research >= 200), mean(total > 10000 & research >= 200)))

usage <- Sys.getenv("BENCH_USAGE")
if (usage != "") {
  # Peak memory as Linux tells it; 0 where it does not.
  status <- if (file.exists("/proc/self/status")) readLines("/proc/self/status") else ""
  peak <- sub("\\D+(\\d+) kB", "\\1", grep("^VmHWM:", status, value = TRUE))
  writeLines(paste(sum(proc.time()[1:2]), if (length(peak) == 1) peak else 0), usage)
}
