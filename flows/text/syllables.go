package text

import (
	"strings"
	"unicode"
)

// Syllables counts a word's syllables by simple rules of its language, at least
// one. A run of digits is one. They are estimates, the same for every text, and
// good enough to compare two texts.
func Syllables(word string, language Language) int {
	count := 0
	for _, part := range strings.FieldsFunc(strings.ToLower(word), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := strings.TrimFunc(part, unicode.IsDigit)
		if letters != part {
			count++
		}
		count += syllables([]rune(letters), language)
	}
	if language == "fr" && count > 1 && mute(word) {
		count--
	}
	return max(1, count)
}

func syllables(word []rune, language Language) int {
	switch language {
	case "de":
		return german(word)
	case "it":
		return italian(word)
	case "en":
		return groups(silent(word), "aeiouy", "")
	}
	return groups(word, "aeiouyàâäéèêëîïôöùûüÿœæ", "éï")
}

// groups counts runs of vowels; each of apart begins one, and ends it.
func groups(word []rune, vowels, apart string) (count int) {
	open := false
	for _, r := range word {
		switch {
		case !strings.ContainsRune(vowels, r):
			open = false
		case strings.ContainsRune(apart, r):
			count++
			open = false
		case !open:
			count++
			open = true
		}
	}
	return count
}

// mute reports whether a French word ends in an e that is a group of its own
// and is not said: "table", "écoles", "journée".
func mute(word string) bool {
	letters := strings.TrimRightFunc(strings.ToLower(word), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	stem, found := strings.CutSuffix(strings.TrimSuffix(letters, "s"), "e")
	if !found || stem == "" {
		return false
	}
	last := []rune(stem)[len([]rune(stem))-1]
	return unicode.IsLetter(last) && !strings.ContainsRune("aeiouyàâäèêëîôöùûüÿœæ", last)
}

// silent takes away a final e, es or ed.
func silent(word []rune) []rune {
	s := string(word)
	for _, end := range []string{"es", "ed", "e"} {
		if stem, found := strings.CutSuffix(s, end); found {
			return []rune(stem)
		}
	}
	return word
}

// pairs are the German vowels that are said as one.
var pairs = []string{"ei", "ai", "au", "äu", "eu", "ie", "aa", "ee", "oo", "ey", "ay", "ui"}

func german(word []rune) (count int) {
	for i := 0; i < len(word); i++ {
		if !strings.ContainsRune("aeiouyäöüàéèê", word[i]) || word[i] == 'u' && i > 0 && word[i-1] == 'q' {
			continue
		}
		count++
		for _, pair := range pairs {
			if strings.HasPrefix(string(word[i:]), pair) {
				i++
				break
			}
		}
	}
	return count
}

// italian counts the full vowels; i and u beside another vowel only glide, and
// two of them side by side are one.
func italian(word []rune) (count int) {
	for i := 0; i < len(word); {
		full, run := 0, 0
		for ; i < len(word) && strings.ContainsRune("aeiouàèéìíòóùú", word[i]); i++ {
			run++
			if !strings.ContainsRune("iu", word[i]) {
				full++
			}
		}
		switch {
		case full > 0:
			count += full
		case run > 0:
			count++
		}
		if run == 0 {
			i++
		}
	}
	return count
}
