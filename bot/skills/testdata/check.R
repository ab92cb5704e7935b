# Makes the CSV files beside it, which tests compare with: run it here with
#   Rscript check.R
# It needs R with eRm, psychotools and lme4 (Debian: r-cran-erm r-cran-psychotools r-cran-lme4).
suppressMessages({library(eRm); library(psychotools); library(lme4)})
set.seed(4)
out <- function(x, file) write.csv(x, file, row.names = FALSE, na = "", quote = FALSE)

# 400 people, 12 items, two forms of nine with six in common, the rest not asked.
n <- 400; b <- seq(-2, 2, length.out = 12)
theta <- rnorm(n, .3, 1.1)
x <- matrix(rbinom(n * 12, 1, plogis(outer(theta, b, "-"))), n)
x[1:200, 10:12] <- NA; x[201:400, 1:3] <- NA
colnames(x) <- sprintf("q%02d", 1:12)
group <- rep(c("r", "f"), n / 2)
out(data.frame(id = seq_len(n), x), "sparse.csv")
full <- matrix(rbinom(n * 12, 1, plogis(outer(theta, b, "-") - outer(group == "f", 1:12 %in% c(4, 9)) * 1)), n)
colnames(full) <- colnames(x)
out(data.frame(id = seq_len(n), full), "full.csv")
out(data.frame(id = seq_len(n), group = group), "groups.csv")

# Conditional: eRm (sparse, by groups of missing patterns) and psychotools.
rm1 <- RM(x, sum0 = TRUE); pp <- person.parameter(rm1); fit <- itemfit(pp)
# Some versions drop names; the order is that of the columns.
cml <- data.frame(item = colnames(x), b = -rm1$betapar, se = rm1$se.beta, infit = fit$i.infitMSQ, outfit = fit$i.outfitMSQ)
out(cml, "cml-sparse.csv")
rm2 <- raschmodel(full); ip <- itempar(rm2, ref = NULL)
out(data.frame(item = colnames(full), b = as.numeric(ip), se = sqrt(diag(vcov(ip)))), "cml-full.csv")

# Marginal: lme4's glmer, and the same likelihood by a quadrature of our own in R.
marginal <- function(x) {
  z <- seq(-8, 8, length.out = 241); w <- dnorm(z); w <- w / sum(w)
  seen <- !is.na(x); x0 <- ifelse(seen, x, 0)
  ll <- function(p) {
    k <- ncol(x); d <- p[1:k]; s <- exp(p[k + 1])
    # intercepts d_j = mean - b_j
    eta <- outer(z * s, d, "+")
    lp <- plogis(eta, log.p = TRUE); lq <- plogis(-eta, log.p = TRUE)
    l <- x0 %*% t(lp) + (seen - x0) %*% t(lq)
    m <- apply(l, 1, max)
    -sum(m + log(exp(l - m) %*% w))
  }
  o <- optim(c(qlogis(colMeans(x, na.rm = TRUE)), 0), ll, method = "BFGS", hessian = TRUE, control = list(reltol = 1e-14, maxit = 2000))
  k <- ncol(x); d <- o$par[1:k]; C <- diag(k) - 1 / k
  v <- C %*% solve(o$hessian)[1:k, 1:k] %*% C
  list(b = mean(d) - d, se = sqrt(diag(v)), mean = mean(d), sd = exp(o$par[k + 1]), ll = -o$value)
}
for (which in c("sparse", "full")) {
  m <- marginal(if (which == "sparse") x else full)
  out(data.frame(item = c(colnames(x), "mean", "sd", "loglik"), b = c(m$b, m$mean, m$sd, m$ll), se = c(m$se, NA, NA, NA)), sprintf("mml-%s.csv", which))
}
long <- data.frame(y = as.vector(full), item = rep(colnames(full), each = n), id = rep(seq_len(n), 12))
g <- glmer(y ~ 0 + item + (1 | id), long, family = binomial, nAGQ = 25)
cat("glmer: SD", sqrt(unlist(VarCorr(g))), "logLik", logLik(g), " ours in R:", m$sd, m$ll, "\n")

# Persons: ML and Warm's estimates of eRm and psychotools, EAP by integrate().
rm3 <- RM(full, sum0 = TRUE); beta <- -rm3$betapar
ml <- function(r, b) uniroot(function(t) r - sum(plogis(t - b)), c(-20, 20), tol = 1e-12)$root
wle <- function(r, b) uniroot(function(t) { p <- plogis(t - b); r - sum(p) + sum(p * (1 - p) * (1 - 2 * p)) / (2 * sum(p * (1 - p))) }, c(-20, 20), tol = 1e-12)$root
eap <- function(r, b, f) {
  l <- function(t) sapply(t, function(s) exp(r * s - sum(log1p(exp(s - b))))) * dnorm(t, 0, 1.5)
  i <- function(h) integrate(function(t) h(t) * l(t), -12, 12, rel.tol = 1e-11, subdivisions = 2000)$value
  m <- i(function(t) t) / i(function(t) 1 + 0 * t)
  c(m, sqrt(i(function(t) (t - m)^2) / i(function(t) 1 + 0 * t)))
}
rows <- t(sapply(0:12, function(r) {
  e <- eap(r, beta); w <- wle(r, beta)
  m <- if (r %in% c(0, 12)) NA else ml(r, beta)
  map <- uniroot(function(t) r - sum(plogis(t - beta)) - t / 2.25, c(-20, 20), tol = 1e-12)$root
  info <- function(t) sum(plogis(t - beta) * plogis(beta - t))
  c(r, e, map, 1 / sqrt(info(map) + 1 / 2.25), m, if (is.na(m)) NA else 1 / sqrt(info(m)), w, 1 / sqrt(info(w)))
}))
colnames(rows) <- c("raw", "eap", "eap_se", "map", "map_se", "ml", "ml_se", "wle", "wle_se")
out(as.data.frame(rows), "persons.csv")
p3 <- person.parameter(rm3)
cat("eRm's ML against ours in R:", max(abs(p3$theta.table[match(1:11, rowSums(full)), 1] - rows[2:12, "ml"]), na.rm = TRUE), "\n")
out(data.frame(item = colnames(full), b = beta), "persons-bank.csv")

# Fairness: base R's mantelhaen.test, strata by total score.
score <- rowSums(full)
dif <- t(sapply(1:12, function(j) {
  tab <- table(factor(group, c("r", "f")), factor(full[, j], c(1, 0)), score)
  tab <- tab[, , apply(tab, 3, sum) > 1]
  a <- mantelhaen.test(tab, correct = FALSE)
  # The correction as Holland & Thayer (1988) and difR have it; mantelhaen.test
  # leaves it out where the difference is below a half.
  e <- apply(tab, 3, function(s) sum(s[1, ]) * sum(s[, 1]) / sum(s))
  v <- apply(tab, 3, function(s) prod(rowSums(s), colSums(s)) / (sum(s)^2 * (sum(s) - 1)))
  y <- (abs(sum(tab[1, 1, ]) - sum(e)) - .5)^2 / sum(v)
  # R gives the confidence interval by Robins, Breslow & Greenland.
  se <- diff(log(a$conf.int)) / (2 * qnorm(.975))
  c(a$estimate, -2.35 * log(a$estimate), 2.35 * se, a$statistic, y, pchisq(y, 1, lower.tail = FALSE))
}))
colnames(dif) <- c("alpha", "delta", "se_delta", "chi2", "chi2_corrected", "p")
out(data.frame(item = colnames(full), dif), "dif.csv")
