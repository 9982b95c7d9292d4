// Package main is k6 v1 with the extension xk6-disruptor, each as its authors publish it, from pinned
// modules: nobody publishes the two as one program. It adds nothing of its own.
package main

import (
	_ "github.com/grafana/xk6-disruptor"
	"go.k6.io/k6/cmd"
)

func main() {
	cmd.Execute()
}
