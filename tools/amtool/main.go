// Package main is amtool as its authors publish it, built from a pinned module for machines that
// cannot download the official release. It adds nothing but the version, which releases link in.
package main

import (
	"github.com/prometheus/alertmanager/cli"
	"github.com/prometheus/common/version"
)

func main() {
	version.Version = "0.28.1"
	cli.Execute()
}
