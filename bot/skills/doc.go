// Package skills is measurement: what answers to a check say about an ability,
// which question tells most next, how difficulties are found from answers, and
// whether a question is fair. It is mathematics without I/O, clock or state;
// every formula names its source.
//
// Abilities and difficulties are in logits (D = 1): one logit is odds times
// 2.718. A belief about an ability is a distribution over [Nodes] points on ±8.
// A [Bank] never changes and may be used by many at once. No function returns
// NaN or an infinity: what cannot be told is absent.
//
// Sources that more than one file names:
//
//   - Rasch (1960), Probabilistic Models for Some Intelligence and Attainment Tests.
//   - Birnbaum (1968), in Lord & Novick, Statistical Theories of Mental Test Scores.
//   - Masters (1982), Psychometrika 47, 149-174: partial credit; Muraki (1992),
//     Applied Psychological Measurement 16, 159-176: with discrimination.
//   - Bock & Mislevy (1982), Applied Psychological Measurement 6, 431-444: EAP.
//   - Warm (1989), Psychometrika 54, 427-450: weighted likelihood.
package skills
