# Makes graded.csv and graded-bank.csv, as check.R makes the others. It needs
# psychotools (Debian: r-cran-psychotools).
suppressMessages(library(psychotools))
set.seed(7)
n <- 500
steps <- list(c(-2, -1, 0.5), c(-1, 0, 1), c(-0.5, 0.7, 0.2), c(-1.5, 1, 2), c(0, 0.5, 1.5), c(-2.5, -0.5, 0))
theta <- rnorm(n, 0, 1.2)
draw <- function(t, s) { p <- exp(c(0, cumsum(t - s))); sample(0:3, 1, prob = p) }
x <- sapply(steps, function(s) sapply(theta, draw, s = s))
pc <- pcmodel(x)
thr <- lapply(threshpar(pc, type = "mode", ref = NULL), as.numeric)
bank <- t(sapply(thr, identity)); colnames(bank) <- c("s1", "s2", "s3")
write.csv(data.frame(item = paste0("g", 1:6), bank), "graded-bank.csv", row.names = FALSE, quote = FALSE)

# Of each raw score r: ML of psychotools, Warm's and EAP by uniroot and integrate.
probs <- function(t, s) { e <- c(0, cumsum(t - s)); p <- exp(e - max(e)); p / sum(p) }
m <- function(t, k) sapply(thr, function(s) { p <- probs(t, s); mu <- sum(0:3 * p); if (k == 1) mu else sum((0:3 - mu)^k * p) })
wle <- function(r) uniroot(function(t) r - sum(m(t, 1)) + sum(m(t, 3)) / (2 * sum(m(t, 2))), c(-15, 15), tol = 1e-12)$root
loglik <- function(r, t) r * t - sum(sapply(thr, function(s) log(sum(exp(c(0, cumsum(t - s)))))))
eap <- function(r) {
  f <- function(t, h) sapply(t, function(s) h(s) * exp(loglik(r, s)) * dnorm(s, 0, 1.5))
  i <- function(h) integrate(function(t) f(t, h), -12, 12, rel.tol = 1e-10, subdivisions = 2000)$value
  mu <- i(identity) / i(function(t) 1)
  c(mu, sqrt(i(function(t) (t - mu)^2) / i(function(t) 1)))
}
# psychotools counts from its own zero: items of mean 0 here.
pp <- personpar(pc, ref = NULL); ml <- as.numeric(pp)
rows <- t(sapply(0:18, function(r) {
  own <- if (r %in% c(0, 18)) NA else uniroot(function(t) r - sum(m(t, 1)), c(-20, 20), tol = 1e-12)$root
  w <- wle(r)
  c(r, eap(r), own, if (is.na(own)) NA else 1 / sqrt(sum(m(own, 2))), w, 1 / sqrt(sum(m(w, 2))))
}))
cat("psychotools' ML against ours in R:", max(abs(ml - rows[2:18, 4])), "\n")
colnames(rows) <- c("raw", "eap", "eap_se", "ml", "ml_se", "wle", "wle_se")
write.csv(as.data.frame(rows), "graded.csv", row.names = FALSE, na = "", quote = FALSE)
