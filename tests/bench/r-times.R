# Rscript r-times.R FOLDER: R's own time for the Knox tests and the change points that tests/bench/r.ts laid there.
# Prints one line each: name, processor milliseconds of each repetition, answer; tab-separated.
folder <- commandArgs(TRUE)[1]
settings <- read.csv(file.path(folder, "settings.csv"))
events <- read.csv(file.path(folder, "events.csv"))
surges <- read.csv(file.path(folder, "surges.csv"))
daily <- as.matrix(read.csv(file.path(folder, "daily.csv"), header = FALSE))
B <- settings$B
m <- nrow(events)

km <- function(lat1, lon1, lat2, lon2) {
  r <- pi / 180
  h <- sin((lat2 - lat1) * r / 2)^2 + cos(lat1 * r) * cos(lat2 * r) * sin((lon2 - lon1) * r / 2)^2
  2 * 6371.0088 * asin(pmin(1, sqrt(h)))
}
say <- function(name, task) {
  set.seed(1)
  ms <- numeric(settings$repetitions)
  for (i in seq_along(ms)) {
    before <- proc.time()
    answer <- task()
    spent <- proc.time() - before
    ms[i] <- 1000 * (spent[["user.self"]] + spent[["sys.self"]])
  }
  cat(name, paste(round(ms, 1), collapse = ","), paste(answer, collapse = ","), sep = "\t")
  cat("\n")
}

# 7a, dates dealt out anew.
repeats <- function() {
  near <- outer(events$day, events$day, function(a, b) abs(a - b) <= settings$epsT)
  close <- km(rep(events$lat, m), rep(events$lon, m), rep(events$lat, each = m), rep(events$lon, each = m))
  pair <- which(matrix(close <= settings$epsS, m) & upper.tri(diag(m)), arr.ind = TRUE)
  observed <- sum(near[pair])
  dealt <- replicate(B, { o <- sample.int(m); sum(near[cbind(o[pair[, 1]], o[pair[, 2]])]) })
  c(observed, (1 + sum(dealt >= observed)) / (B + 1))
}
say("repeats", repeats)

# 7a as surveillance::knox has it: it deals out pairs, not dates.
if (requireNamespace("surveillance", quietly = TRUE)) {
  packaged <- function() {
    lower <- which(lower.tri(diag(m)), arr.ind = TRUE)
    dt <- abs(events$day[lower[, 1]] - events$day[lower[, 2]])
    ds <- km(events$lat[lower[, 1]], events$lon[lower[, 1]], events$lat[lower[, 2]], events$lon[lower[, 2]])
    found <- surveillance::knox(dt, ds, settings$epsT, settings$epsS, simulate.p.value = TRUE, B = B, .verbose = FALSE)
    c(found$statistic, found$p.value)
  }
  say("surveillance", packaged)
}

# 7b, events against surges.
interaction <- function() {
  n <- nrow(surges)
  close <- matrix(km(rep(events$lat, n), rep(events$lon, n), rep(surges$lat, each = m), rep(surges$lon, each = m)) <= settings$epsS, m)
  lag <- outer(events$day, surges$day, function(e, s) s - e)
  a <- close %*% t(lag >= settings$lagFrom & lag <= settings$lagTo)
  observed <- sum(diag(a))
  row <- seq_len(m)
  dealt <- replicate(B, sum(a[cbind(row, sample.int(m))]))
  c(observed, (1 + sum(dealt >= observed)) / (B + 1))
}
say("interaction", interaction)

# 5: optimal partitioning with the long-run variance about the best single split, penalty 3 log n, 3 days at least.
breaks_of <- function(x, least = 3) {
  n <- length(x)
  cs <- c(0, cumsum(x)); c2 <- c(0, cumsum(x^2))
  cost <- function(s, t) c2[t + 1] - c2[s + 1] - (cs[t + 1] - cs[s + 1])^2 / (t - s)
  k <- least:(n - least)
  k <- k[which.min(cost(0, k) + cost(k, n))]
  u <- c(x[1:k] - mean(x[1:k]), x[(k + 1):n] - mean(x[(k + 1):n]))
  r <- sum(u[-1] * u[-n]) / sum(u^2)
  rho <- min(0.95, max(0, r + (1 + 4 * r) / n))
  sigma2 <- sum(u^2) / (n - 2) * (1 + rho) / (1 - rho)
  beta <- 3 * log(n)
  f <- c(-beta, rep(Inf, n)); last <- integer(n)
  for (t in least:n) {
    s <- 0:(t - least)
    v <- f[s + 1] + cost(s, t) / sigma2 + beta
    i <- which.min(v); f[t + 1] <- v[i]; last[t] <- s[i]
  }
  found <- c(); t <- n
  while (last[t] > 0) { found <- c(last[t], found); t <- last[t] }
  found
}
say("breaks", function() {
  found <- apply(daily, 1, function(row) breaks_of(row[!is.na(row)]))
  c(sum(lengths(found)), sum(unlist(found)))
})
