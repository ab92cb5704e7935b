package privacy

import "testing"

// BenchmarkSeal seals and opens what a session is: about a hundred bytes.
func BenchmarkSeal(b *testing.B) {
	sealer, err := NewSealer(NewMasterKey(), "")
	if err != nil {
		b.Fatal(err)
	}
	key, err := sealer.NewKey()
	if err != nil {
		b.Fatal(err)
	}
	plain, context := make([]byte, 100), []byte("p:{lien}:session:invented 12")
	sealed, err := sealer.Seal(key, plain, context)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("seal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sealer.Seal(key, plain, context); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := sealer.Open(key, sealed, context); err != nil {
				b.Fatal(err)
			}
		}
	})
}
