# The stable law of the R package stabledist: reads lines "alpha beta x" (S0), prints "density distribution survival".
suppressMessages(library(stabledist))
points <- read.table(file("stdin"), colClasses = "numeric")
value <- function(f) tryCatch(suppressWarnings(f), error = function(e) NaN)
for (i in seq_len(nrow(points))) {
  p <- as.numeric(points[i, ])
  values <- c(
    value(dstable(p[3], p[1], p[2], pm = 0)),
    value(pstable(p[3], p[1], p[2], pm = 0)),
    value(pstable(p[3], p[1], p[2], pm = 0, lower.tail = FALSE))
  )
  cat(sprintf("%.17g", values), "\n")
}
