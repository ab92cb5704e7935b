// Package flows is the YAML language in which agencies write: it loads files,
// diagnoses them in the author's language, and compiles them to immutable
// values that bot/dialogue runs.
//
// A file is read to nodes and walked with one table of keys; it is never
// decoded straight into structs and never written back as a whole.
package flows
