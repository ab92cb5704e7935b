package storetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"passerelle/bot"
)

var teaSpot = bot.Spot{Flow: "tea", Step: "cup", Language: "fr"}

// recordCodes: a code is used once, by whoever sends it first; a message that comes
// twice finds what it found; wrong ones are counted, and too many shut the door.
func recordCodes(t *testing.T, f Fixture) {
	v := f.Store.(bot.Voices)
	what := bot.CodeFor{Spot: teaSpot, Words: "sum", By: "marie", Page: "de"}
	for i, want := range []bool{true, false} {
		if given, err := v.GiveCode(ctx, "123456", what, time.Minute); given != want || err != nil {
			t.Errorf("given, %d: %v, %v", i, given, err)
		}
	}
	use := func(code string, from bot.Address, input string) (bot.CodeFor, int, error) {
		return v.UseCode(ctx, code, from, input, time.Minute, 2)
	}
	if _, tries, err := use("654321", anna, "a"); !errors.Is(err, bot.ErrNotFound) || tries != 1 {
		t.Errorf("a wrong one: %d, %v", tries, err)
	}
	if _, err := v.Awaited(ctx, anna); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("awaited before: %v", err)
	}
	for _, input := range []string{"b", "b"} {
		if got, _, err := use("123456", anna, input); got != what || err != nil {
			t.Errorf("the right one: %+v, %v", got, err)
		}
	}
	if got, err := v.Awaited(ctx, anna); got != what || err != nil {
		t.Errorf("awaited: %+v, %v", got, err)
	}
	ben := bot.Address{Channel: bot.SMS, ID: "+41790000002"}
	if _, _, err := use("123456", ben, "c"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("used up: %v", err)
	}
	for i, name := range f.Keys("record:") {
		if raw := f.Raw(name); contains(name+raw, "123456") || contains(name+raw, anna.ID) || contains(raw, "marie") {
			t.Errorf("in clear, %d: %s", i, name)
		}
	}
	if err := v.Arrived(ctx, anna); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Awaited(ctx, anna); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("awaited after it arrived: %v", err)
	}
	if given, err := v.GiveCode(ctx, "111111", what, time.Minute); !given || err != nil {
		t.Fatal(err)
	}
	for want := 2; want <= 3; want++ {
		if _, tries, err := use("000000", anna, fmt.Sprint("guess", want)); tries != want || !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("guess %d: %d, %v", want, tries, err)
		}
	}
	if _, tries, err := use("111111", anna, "d"); tries != 4 || !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("the right one after too many: %d, %v", tries, err)
	}
	if _, _, err := use("111111", ben, "e"); err != nil { // it waits for whoever has not guessed
		t.Errorf("from another phone: %v", err)
	}
}

// recordings are kept sealed and bounded; one that is used replaces the one before,
// and no sound stays that nobody needs.
func recordings(t *testing.T, f Fixture) {
	v := f.Store.(bot.Voices)
	take := func(file string) bot.Take {
		return bot.Take{Spot: teaSpot, Words: "sum", File: file, Length: time.Second, Size: len(file), By: "marie", At: time.Unix(1, 0).UTC(), State: bot.TakeWaits}
	}
	keep := func(file string, want bool) {
		t.Helper()
		if kept, err := v.KeepTake(ctx, take(file), []byte("OggS "+file), 12); kept != want || err != nil {
			t.Fatalf("keep %s: %v, %v", file, kept, err)
		}
	}
	approve := func(t *bot.Take) error { t.State, t.Heard = bot.TakeUsed, "ahmed"; return nil }
	list := func() string {
		t.Helper()
		all, err := v.Takes(ctx)
		if err != nil {
			t.Fatal(err)
		}
		names := []string{}
		for _, x := range all {
			names = append(names, string(x.State)+" "+x.File)
		}
		for _, key := range f.Keys("sound:") {
			names = append(names, key[strings.LastIndex(key, ":")+1:])
		}
		return strings.Join(names, ", ")
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	before, err := v.TakesMark(ctx)
	must(err)
	keep("aaaa", true)
	keep("bbbb", true) // in place of what waited
	if got := list(); got != "waits bbbb, bbbb" {
		t.Error(got)
	}
	if raw := f.Raw("p:{test}:takes") + f.Raw("p:{test}:sound:bbbb"); contains(raw, "marie") || contains(raw, "OggS") {
		t.Error("a recording lies in clear")
	}
	if sound, err := v.Sound(ctx, "bbbb"); string(sound) != "OggS bbbb" || err != nil {
		t.Errorf("%q, %v", sound, err)
	}
	no := errors.New("no")
	if err := v.JudgeTake(ctx, teaSpot, "bbbb", func(*bot.Take) error { return no }); !errors.Is(err, no) {
		t.Error(err)
	}
	if err := v.JudgeTake(ctx, teaSpot, "aaaa", approve); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("what was replaced is judged: %v", err)
	}
	must(v.JudgeTake(ctx, teaSpot, "bbbb", approve))
	keep("cccc", true)
	if got := list(); got != "waits cccc, used bbbb, bbbb, cccc" && got != "waits cccc, used bbbb, cccc, bbbb" {
		t.Error(got)
	}
	keep("too large to be kept", false)
	must(v.JudgeTake(ctx, teaSpot, "cccc", approve)) // in place of the one that was used
	if got := list(); got != "used cccc, cccc" {
		t.Error(got)
	}
	if err := v.JudgeTake(ctx, teaSpot, "cccc", approve); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("judged twice: %v", err)
	}
	keep("dddd", true)
	must(v.JudgeTake(ctx, teaSpot, "dddd", func(t *bot.Take) error { t.State, t.Why = bot.TakeRefused, "a dog barks"; return nil }))
	if got := list(); got != "used cccc, refused dddd, cccc" {
		t.Error(got)
	}
	if _, err := v.Sound(ctx, "dddd"); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("what was refused is heard: %v", err)
	}
	must(v.DropTake(ctx, teaSpot, "cccc"))
	must(v.DropTake(ctx, teaSpot, "cccc")) // gone already
	if got := list(); got != "refused dddd" {
		t.Error(got)
	}
	if after, err := v.TakesMark(ctx); err != nil || after == before {
		t.Errorf("nobody learns of it: %d, %d, %v", before, after, err)
	}
}

// judgedOnce: of two ears at the same moment one decides.
func judgedOnce(t *testing.T, f Fixture) {
	v := f.Store.(bot.Voices)
	if _, err := v.KeepTake(ctx, bot.Take{Spot: teaSpot, File: "a", State: bot.TakeWaits}, []byte("OggS"), 100); err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		done.Go(func() {
			errs[i] = v.JudgeTake(ctx, teaSpot, "a", func(t *bot.Take) error { t.State, t.Heard = bot.TakeUsed, fmt.Sprint(i); return nil })
		})
	}
	done.Wait()
	judged := 0
	for _, err := range errs {
		if err == nil {
			judged++
		} else if !errors.Is(err, bot.ErrNotFound) {
			t.Error(err)
		}
	}
	if all, err := v.Takes(ctx); judged != 1 || err != nil || len(all) != 1 || all[0].State != bot.TakeUsed {
		t.Errorf("judged by %d: %+v, %v", judged, all, err)
	}
}
