// Package main is k6 as its authors publish it, built from a pinned module for machines that
// cannot download the official release. It adds nothing: no extension, no option.
package main

import "go.k6.io/k6/v2/cmd"

func main() {
	cmd.Execute()
}
