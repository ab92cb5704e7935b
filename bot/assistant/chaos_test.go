package assistant_test

func node() bool { return false }
