// Package main is FerretDB on SQLite: MongoDB's wire protocol for tests, on machines that have no
// mongod. It is a stand-in: no replica set, no transactions, and only one process may use a folder.
// It ends on SIGTERM and SIGINT.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:27017", "address and port to listen on")
	data := flag.String("data", "", "folder of the data; it must exist")
	printVersion := flag.Bool("version", false, "print the version of FerretDB and end")
	flag.Parse()
	if *printVersion {
		fmt.Println("ferretdb", version())
		return
	}
	log.SetFlags(0)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := serve(ctx, *listen, *data); err != nil {
		log.Fatalf("ferretdb: %v", err)
	}
}

func serve(ctx context.Context, listen, data string) error {
	if data == "" {
		return errors.New("-data: must name the folder of the data, got nothing")
	}
	folder, err := filepath.Abs(data)
	if err != nil {
		return err
	}
	db, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: listen},
		Handler:   "sqlite",
		SQLiteURL: "file:" + filepath.ToSlash(folder) + "/",
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		return err
	}
	return db.Run(ctx)
}

// version is that of the FerretDB module that this program was built with.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/FerretDB/FerretDB" {
			return module.Version
		}
	}
	return "unknown"
}
