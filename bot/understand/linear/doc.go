// Package linear classifies short texts: a softmax regression over the parts that
// a text is made of. It is small enough to be trained whenever a program starts,
// gives the same answer twice, and says which words led to it.
//
// A part is a word, two words in a row, a run of two to five letters of a word
// with its ends marked, or the way a word sounds. The parts of a text weigh more
// the fewer texts they stand in (tf-idf: Sparck Jones, 1972), and the text has
// length 1. The weights are learned by AdaGrad (Duchi, Hazan, Singer, 2011) over a
// fixed number of rounds in a fixed order.
package linear
